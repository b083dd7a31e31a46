-- measure/programme_events: who opted out in a month or a quarter, and who was missing from the last file of
--   the whole base up to its end.
-- reads: programme_spans, store.all_optouts, store.departures, loads
-- writes: temp programme_events, one row per member of either: optouts and departures say in which of the spans, the
--   sum of their marks
create or replace temp table programme_events as
with opted_out as (
    select distinct o.member_key, s.mark,
    from store.all_optouts as o
    inner join programme_spans as s on o.opted_out_on between s.first_month and last_day(s.last_month)
    where o.action = 'out'
),

left_us as (
    select d.member_key, s.mark,
    from store.departures as d
    inner join loads as l on d.load_id = l.load_id
    inner join programme_spans as s on l.loaded_at < last_day(s.last_month) + 1
    group by d.member_key, s.mark
    having arg_max(d.has_left, d.load_id)
),

event as (
    select member_key, mark as optouts, 0 as departures
    from opted_out
    union all
    select member_key, 0 as optouts, mark as departures
    from left_us
)

select member_key, bit_or(optouts) as optouts, bit_or(departures) as departures,
from event
group by member_key;
