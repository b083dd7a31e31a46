-- targeting/joint_contacts_left: how many contacts of plans chosen together fit, by the rules of the contact policy
--   whose window reaches from the sends of one plan to another's.
-- asks: plans, steps, mosts, per_household: of each such rule its plan, its step, how many contacts it allows, and
--   whether those of a household count together
-- reads: candidates, units, contacts_left
-- writes: temp joint_contacts_left, one row per plan and candidate: room
create temp table joint_contacts_left as
with rule as (
    select
        unnest(getvariable('plans')::integer[]) as plan,
        unnest(getvariable('steps')::integer[]) as step,
        unnest(getvariable('mosts')::integer[]) as most,
        unnest(getvariable('per_household')::boolean[]) as is_of_household,
),

person as (
    select
        c.plan, x.step, x.most, c.member_key,
        coalesce(case when x.is_of_household then u.unit end, c.member_key) as unit,
    from rule as x
    inner join candidates as c on x.plan = c.plan
    left join units as u on c.member_key = u.member_key
),

least as (
    select plan, step, unit, min(room) as room,
    from contacts_left
    group by plan, step, unit
)

select p.plan, p.member_key, min(coalesce(r.room, p.most)) as room,
from person as p
left join least as r on p.plan = r.plan and p.step = r.step and p.unit = r.unit
group by p.plan, p.member_key;
