-- targeting/units: whose contacts are counted together: those of a household, where the members files tell one.
-- asks: is_needed, whether any plan counts the contacts of a household
-- reads: store.members
-- writes: temp units, one row per member of a household of several, none where no plan counts them; whoever is not in
--   it is a unit alone
create temp table units as
with household as (
    select member_key, min(member_key) over same as unit, count(*) over same as members,
    from store.members
    where getvariable('is_needed') and household_id is not null and is_asked(member_key)
    window same as (partition by household_id)
)

select member_key, unit,
from household
where members > 1;
