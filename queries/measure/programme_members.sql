-- measure/programme_members: who was kept out of all campaigns of a period, and everyone else who could have been
--   contacted, as they were drawn; who joined later is in by their hash too, and a control who was contacted all the
--   same stays one.
--   Only what was known before the period tells who is left out of both: who had opted out of all channels, on a day
--   that is known, and who had left. What came later may have come of the programme.
-- asks: periods, seeds, shares (of the draws, in one order); starts_on (first day of the period, NULL: it always
--   stands, and nobody is left out)
-- reads: store.members, store.persons, store.shared_addresses, store.all_optouts, store.named_channels,
--   store.departures, loads
-- writes: temp programme_members, one row per member: unit is the same of those who share a phone or an e-mail address,
--   who are drawn as one, NULL of others
create or replace temp table programme_members as
with asked as (
    select getvariable('starts_on')::date as starts_on
),

draw as (
    select
        unnest(getvariable('periods')::varchar[]) as period,
        unnest(getvariable('seeds')::bigint[]) as seed,
        unnest(getvariable('shares')::double[]) as share,
),

control as (
    select distinct p.member_key
    from store.persons as p
    left join store.shared_addresses as s on p.member_key = s.member_key
    cross join draw as d
    where is_universal_control(d.seed, d.period, coalesce(s.draw_id, p.member_id), d.share)
),

shared as (
    select s.member_key, min(s.member_key) over (partition by s.draw_id) as unit,
    from store.shared_addresses as s
    semi join store.members as m on s.member_key = m.member_key
),

said_stop as (
    select distinct o.member_key
    from store.all_optouts as o
    inner join asked as a on o.opted_out_on < a.starts_on
    where o.action = 'out'
),

refused as (
    select r.member_key
    from store.refusals(getvariable('starts_on')::date - 1, getvariable('starts_on')::date - 1) as r
    semi join said_stop as o on r.member_key = o.member_key
    where r.family = 'all'
),

gone as (
    select d.member_key
    from store.departures as d
    inner join loads as l on d.load_id = l.load_id
    inner join asked as a on l.loaded_at < a.starts_on
    group by d.member_key
    having arg_max(d.has_left, d.load_id)
),

apart as (
    select member_key from refused
    union
    select member_key from gone
)

select m.member_key, m.joined_on, s.unit, c.member_key is not null as is_control,
from store.members as m
left join control as c on m.member_key = c.member_key
left join shared as s on m.member_key = s.member_key
anti join apart as a on m.member_key = a.member_key;
