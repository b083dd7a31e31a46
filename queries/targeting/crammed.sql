-- targeting/crammed: the offers to members whom one more contact would take over a limit in some window of days.
-- reads: windows, pool, units, offers, contacts_left
-- writes: temp view crammed, one row per plan, rule, member and offer
create temp view crammed as
with least as (
    select plan, step, unit, min(room) as room,
    from contacts_left
    group by plan, step, unit
),

person as (
    select w.*, p.member_key, coalesce(case when w.per = 'household' then u.unit end, p.member_key) as unit,
    from pool as p
    left join units as u on p.member_key = u.member_key
    cross join windows as w
)

select p.plan, p.step, p.member_key, f.offer,
from person as p
left join least as r on p.plan = r.plan and p.step = r.step and p.unit = r.unit
inner join offers as f on p.plan = f.plan and (p.family = 'all' or f.family = p.family)
where coalesce(r.room, p.most) <= 0;
