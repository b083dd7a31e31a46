-- target/near_members: the members whose send time must be known, as contacts of theirs, or of their household, are
--   near.
-- reads: near_contacts, pool, units
-- writes: temp near_members, one row per plan and member
create temp table near_members as
with unit as (
    select distinct e.plan, coalesce(u.unit, e.member_key) as unit
    from near_contacts as e
    left join units as u on e.member_key = u.member_key
)

select x.plan, p.member_key,
from pool as p
left join units as u on p.member_key = u.member_key
inner join unit as x on coalesce(u.unit, p.member_key) = x.unit;
