-- targeting/one_household: where those of a household count together, only as many of them keep the offers as the rule
--   has room for, the best first.
-- asks: plan, is_final; step (of this rule), policy_step (of the policy whose counts hold; NULL: most holds for all),
--   family, most
-- reads: open_options, candidates, offers, units, contacts_left
-- writes: closings
insert into closings by name
with person as (
    select o.member_key, u.unit, max(o.priority) as priority,
    from open_options as o
    inner join units as u on o.member_key = u.member_key
    inner join offers as f on o.plan = f.plan and o.offer = f.offer
    where
        o.is_final = getvariable('is_final')
        and o.plan = getvariable('plan')
        and (getvariable('family') = 'all' or f.family = getvariable('family'))
    group by o.member_key, u.unit
),

placed as (
    select
        p.member_key, p.unit, p.priority,
        row_number() over (
            partition by p.unit
            order by p.priority desc nulls last, c.tie, p.member_key
        ) as place,
    from person as p
    inner join candidates as c on p.member_key = c.member_key and c.plan = getvariable('plan')
),

least as (
    select unit, min(room) as room,
    from contacts_left
    where plan = getvariable('plan') and step = getvariable('policy_step')
    group by unit
)

select
    getvariable('is_final') as is_final, f.plan, p.member_key, f.offer,
    getvariable('step')::integer as step, p.priority,
from placed as p
left join least as r on p.unit = r.unit
inner join offers as f
    on f.plan = getvariable('plan') and (getvariable('family') = 'all' or f.family = getvariable('family'))
where p.place > coalesce(r.room, getvariable('most')::integer);
