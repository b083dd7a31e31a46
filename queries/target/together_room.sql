-- target/together_room: how many more contacts a rule of the contact policy leaves to each candidate of a plan.
-- asks: plan (its number), step (of the rule), most (where no contact is near), per ('household' or 'member')
-- reads: candidates, units, rooms
-- writes: joint_rooms
insert into joint_rooms
with person as (
    select
        c.member_key,
        coalesce(case when getvariable('per') = 'household' then u.unit end, c.member_key) as unit,
    from candidates as c
    left join units as u on c.member_key = u.member_key
)

select
    getvariable('plan') as plan, p.member_key,
    coalesce(r.room, getvariable('most')::integer) as room,
from person as p
left join rooms as r on p.unit = r.unit and r.step = getvariable('step');
