-- target/units: whose contacts are counted together: those of a household, where the members files tell one.
-- reads: store.members
-- writes: temp units, one row per member of a household of several; whoever is not in it is a unit alone
create or replace temp table units as
with household as (
    select member_key, min(member_key) over same as unit, count(*) over same as members,
    from store.members
    where household_id is not null and is_asked(member_key)
    window same as (partition by household_id)
)

select member_key, unit,
from household
where members > 1;
