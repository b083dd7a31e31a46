-- load/contact_points: phones as E.164 where they can be read, else as they are; what is no phone number or no e-mail
--   address is left out.
-- reads: arriving, phones, ascii_emails
-- writes: temp view arriving_points, one row per arriving member; temp changes, one row: what was changed, counted;
--   temp no_phones, one row per text that is no phone number
create or replace temp view arriving_points as
select
    a.* replace (
        coalesce(p.e164, case when p.is_phone then a.phone end) as phone,
        case when is_email(a.email) then coalesce(x.ascii, a.email) end as email
    ),
from arriving as a
left join phones as p on a.phone = p.phone
left join ascii_emails as x on a.email = x.email;

create or replace temp table changes as
select
    count(*) filter (where a.phone <> p.e164) as phones_to_e164,
    count(*) filter (where p.is_phone and p.e164 is null) as phones_kept_as_written,
    count(*) filter (where not p.is_phone and p.e164 is null) as phones_left_out,
    count(x.ascii) as emails_in_ascii,
    count(*) filter (where not is_email(a.email)) as emails_left_out,
from arriving as a
left join phones as p on a.phone = p.phone
left join ascii_emails as x on a.email = x.email
where a.phone is not null or a.email is not null;

create or replace temp table no_phones as
with none as (
    select phone
    from phones
    where e164 is null and not is_phone
)

select a.phone, count(*) as members,
from arriving as a
semi join none as n on a.phone = n.phone
group by a.phone;
