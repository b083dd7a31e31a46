-- load/contact_points: phones as E.164 where they can be read, else as they are; what is no e-mail address is left out.
-- reads: arriving, phones
-- writes: temp view arriving_points, one row per arriving member; temp changes, one row: what was changed, counted
create or replace temp view arriving_points as
select
    a.* replace (coalesce(p.e164, a.phone) as phone, case when is_email(a.email) then a.email end as email),
from arriving as a
left join phones as p using (phone);

create or replace temp table changes as
select
    count(*) filter (where a.phone <> p.e164) as phones_to_e164,
    count(*) filter (where a.phone is not null and p.e164 is null) as phones_kept_as_written,
    count(*) filter (where not is_email(a.email)) as emails_left_out,
from arriving as a
left join phones as p using (phone)
where a.phone is not null or a.email is not null;
