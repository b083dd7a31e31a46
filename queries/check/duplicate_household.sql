-- check/duplicate_household: members of households of whom a list contacts more than its plan says, one where it says
--   nothing.
-- asks: per_household, the most
-- reads: listed
-- gives: one row per member of such a household
with sharer as (
    select member_key, member_id, rank,
    from listed
    where household_id is not null
    qualify count(*) over (partition by household_id) > getvariable('per_household')
)

select member_key, member_id,
from sharer
order by rank;
