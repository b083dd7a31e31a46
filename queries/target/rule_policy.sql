-- target/rule_policy: closes offers to members whom one more contact would take over a limit in some window of days,
--   counting what is loaded and what other lists plan, before the send and after it. A window is sliding: two contacts
--   are in one when less than so many times 24 hours lie between them. Those of a household count together.
-- asks: step; family (of channels, or 'all'); most, the limit; days; per ('household' or 'member')
-- reads: pool, units, pressure, send_times, offers
-- writes: shut; rooms, one row per unit with contacts near: how many more fit
insert into rooms
with person as (
    select p.member_key, case when getvariable('per') = 'household' then u.unit end as household,
    from pool as p
    left join units as u on p.member_key = u.member_key
),

unit as (
    select coalesce(p.household, p.member_key) as unit, min(t.send_at) as first_at, max(t.send_at) as last_at,
    from person as p
    inner join send_times as t on p.member_key = t.member_key
    group by all
),

-- of the contacts near, each with how many come in the window that begins with it
contact as (
    select
        coalesce(case when getvariable('per') = 'household' then u.unit end, e.member_key) as unit,
        e.contacted_at,
        count(*) over (
            partition by coalesce(case when getvariable('per') = 'household' then u.unit end, e.member_key)
            order by e.contacted_at
            range between current row and to_days(getvariable('days')::integer) - interval 1 microsecond following
        ) as contacts,
    from pressure as e
    left join units as u on e.member_key = u.member_key
    where getvariable('family') = 'all' or e.family = getvariable('family')
),

-- the fullest window that takes in a send: it begins with a contact before it, or with the send itself
fullest as (
    select
        u.unit,
        greatest(
            coalesce(max(c.contacts) filter (where c.contacted_at <= u.last_at), 0),
            count(*) filter (where c.contacted_at >= u.first_at)
        ) as contacts,
    from unit as u
    inner join contact as c on u.unit = c.unit
    where
        c.contacted_at > u.first_at - to_days(getvariable('days')::integer)
        and c.contacted_at < u.last_at + to_days(getvariable('days')::integer)
    group by u.unit
)

select getvariable('step') as step, unit, getvariable('most')::integer - contacts as room,
from fullest;

insert into shut
with person as (
    select
        p.member_key,
        coalesce(case when getvariable('per') = 'household' then u.unit end, p.member_key) as unit,
    from pool as p
    left join units as u on p.member_key = u.member_key
)

select p.member_key, f.offer, getvariable('step') as step,
from person as p
left join rooms as r on p.unit = r.unit and r.step = getvariable('step')
inner join offers as f on getvariable('family') = 'all' or f.family = getvariable('family')
where coalesce(r.room, getvariable('most')::integer) <= 0;
