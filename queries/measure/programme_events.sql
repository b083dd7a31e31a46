-- measure/programme_events: who opted out in a month or a quarter, and who was missing from the last file of
--   the whole base up to then.
-- asks: first_month, last_month
-- reads: store.all_optouts, store.departures, loads
-- writes: temp programme_events, one row per member of either: has_optout, has_left
create or replace temp table programme_events as
with asked as (
    select
        getvariable('first_month')::date as first_month,
        last_day(getvariable('last_month')::date) as last_on,
),

opted_out as (
    select distinct o.member_key
    from store.all_optouts as o
    inner join asked as a on o.opted_out_on between a.first_month and a.last_on
    where o.action = 'out'
),

left_us as (
    select d.member_key
    from store.departures as d
    inner join loads as l on d.load_id = l.load_id
    inner join asked as a on l.loaded_at < a.last_on + 1
    group by d.member_key
    having arg_max(d.has_left, d.load_id)
)

select
    coalesce(o.member_key, l.member_key) as member_key,
    o.member_key is not null as has_optout,
    l.member_key is not null as has_left,
from opted_out as o
full outer join left_us as l on o.member_key = l.member_key;
