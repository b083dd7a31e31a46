-- load/arriving_points: arriving members, their phones as E.164 where they can be read, else as they are; what is no
--   phone number or no e-mail address is left out.
-- reads: arriving, ascii_emails, phones
-- writes: temp view arriving_points, one row per arriving member
create or replace temp view arriving_points as
select
    a.* replace (
        coalesce(p.e164, case when p.is_phone then a.phone end) as phone,
        case when is_email(a.email) then coalesce(x.ascii, a.email) end as email
    ),
from arriving as a
left join phones as p on a.phone = p.phone
left join ascii_emails as x on a.email = x.email;
