-- targeting/time_near: the members whose send time must be known, as contacts of theirs, or of their household, are
--   near.
-- asks: plan (NULL: all)
-- reads: pressure, pool, units, to_time
-- writes: to_time
insert into to_time by name
with unit as (
    select distinct e.plan, coalesce(u.unit, e.member_key) as unit
    from pressure as e
    left join units as u on e.member_key = u.member_key
    where getvariable('plan') is null or e.plan = getvariable('plan')
)

select x.plan, p.member_key,
from pool as p
left join units as u on p.member_key = u.member_key
inner join unit as x on coalesce(u.unit, p.member_key) = x.unit
anti join to_time as t on x.plan = t.plan and p.member_key = t.member_key;
