-- target/one_household: where those of a household count together, only as many of them keep the offers as the rule has
--   room for, the best first.
-- asks: step (of this rule), room_step (of the policy whose rooms hold; NULL: most holds for all), family, most
-- reads: options, candidates, offers, units, rooms, shut
-- writes: shut, options
insert into shut by name
with person as (
    select o.member_key, u.unit, max(o.priority) as priority,
    from options as o
    inner join units as u on o.member_key = u.member_key
    inner join offers as f on o.offer = f.offer
    where getvariable('family') = 'all' or f.family = getvariable('family')
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
    inner join candidates as c on p.member_key = c.member_key
)

select p.member_key, f.offer, getvariable('step') as step, p.priority,
from placed as p
left join rooms as r on p.unit = r.unit and r.step = getvariable('room_step')
inner join offers as f on getvariable('family') = 'all' or f.family = getvariable('family')
where p.place > coalesce(r.room, getvariable('most')::integer);

delete from options as o
using shut as x
where o.member_key = x.member_key and o.offer = x.offer and x.step = getvariable('step');
