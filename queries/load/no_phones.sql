-- load/no_phones: texts of phones that are no phone numbers.
-- reads: arriving, phones
-- writes: temp no_phones, one row per text, with its members
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
