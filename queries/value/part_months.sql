-- value/part_months: rows of usage of the members of one part.
-- asks: first_key, last_key (of the persons looked at); first_read (the first month that is read)
-- reads: store.usage
-- writes: temp view part_months, one row per row of usage
create or replace temp view part_months as
select member_key, month, revenue,
from store.usage
where
    member_key between getvariable('first_key')::integer and getvariable('last_key')::integer
    and month >= getvariable('first_read')::date;
