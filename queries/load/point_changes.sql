-- load/point_changes: how many phones and e-mail addresses are brought to one form, kept as written or left out.
-- reads: arriving, ascii_emails, phones
-- writes: temp point_changes, one row
create or replace temp table point_changes as
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
