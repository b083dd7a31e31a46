-- measure/programme_arms: who was kept out of all campaigns of a period, by the hash that keeps them out, and who is in
--   neither arm. Who joined later is in by their hash too; a control who was contacted all the same stays one.
--   Only what was known before the period tells who is in neither: who had opted out of all channels, on a day that is
--   known, and who had left. What came later may have come of the programme. Nor are people in it who are no members.
-- asks: periods, seeds, shares (of the draws, in one order); starts_on (first day of the period, NULL: it always
--   stands, and members are all in one of the arms); first_month (the first that is looked at);
--   is_all_loaded (false): every person is a member, so nobody need be looked up
-- reads: store.members, store.persons, store.shared_addresses, store.all_optouts, store.named_channels,
--   store.departures, loads
-- writes: temp programme_arms, one row per person who is not simply one of the others, or of them shares an address
--   with somebody or joined after the first month: arm is control, others or neither; unit is the same of those who
--   share a phone or an e-mail address, who are drawn as one, NULL of whoever is drawn alone; is_loaded: a member
create or replace temp table programme_arms as
with asked as (
    select getvariable('starts_on')::date as starts_on
),

draw as (
    select
        unnest(getvariable('periods')::varchar[]) as period,
        unnest(getvariable('seeds')::bigint[]) as seed,
        unnest(getvariable('shares')::double[]) as share,
),

draw_from as (
    select
        *,
        'universal/' || seed::varchar || '/' || period || '/' as prefix,
        format('{:02x}', least(floor(share * 256), 255)::integer) as edge,
    from draw
),

-- the number that decides is slow to read from a hash: only of those whose first eight bits leave it open
likely as materialized (
    select
        p.member_key, coalesce(s.draw_id, p.member_id) as draw_id, d.seed, d.period, d.share, d.edge,
        right(md5(d.prefix || coalesce(s.draw_id, p.member_id)), 2) as bits,
    from store.persons as p
    left join store.shared_addresses as s on p.member_key = s.member_key
    cross join draw_from as d
    where right(md5(d.prefix || coalesce(s.draw_id, p.member_id)), 2) <= d.edge
),

control as (
    select distinct member_key
    from likely
    where if(bits < edge, true, is_universal_control(seed, period, draw_id, share))
),

shared as (
    select member_key, min(member_key) over (partition by draw_id) as unit,
    from store.shared_addresses
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

told as (
    select member_key, 'control' as arm
    from control
    union all
    select member_key, 'others' as arm
    from shared
    union all
    select member_key, 'others' as arm
    from store.members
    where joined_on > last_day(getvariable('first_month')::date)
    union all
    select member_key, 'neither' as arm
    from refused
    union all
    select member_key, 'neither' as arm
    from gone
    union all
    select p.member_key, 'neither' as arm
    from store.persons as p
    anti join store.members as m on p.member_key = m.member_key
    where not coalesce(getvariable('is_all_loaded'), false)
),

-- in the order of the alphabet, the first holds but for neither
person as (
    select member_key, if(bool_or(arm = 'neither'), 'neither', min(arm)) as arm,
    from told
    group by member_key
)

select p.member_key, p.arm, s.unit, m.joined_on, m.member_key is not null as is_loaded,
from person as p
left join shared as s on p.member_key = s.member_key
left join store.members as m on p.member_key = m.member_key;
