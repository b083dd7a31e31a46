-- target/send_times: when each member is best written to, on their own clock, within the send days and hours: the hour
--   at which they answered most, shrunk to their segment's by ten; while no answer has a time of day, the first hour.
-- asks: first_day (NULL: the time is not known), days, first_hour, last_hour
-- reads: to_time, store.segments, store.answer_hours, store.hour_shares
-- writes: send_times, one row per member of to_time
insert into send_times
with send_day as (
    select getvariable('first_day')::timestamp + to_days(unnest(range(getvariable('days')::integer))::integer) as day
    where getvariable('first_day') is not null
),

open_hours as (
    select unnest(range(getvariable('first_hour')::integer, getvariable('last_hour')::integer)) as hour
),

send_hour as (
    select d.day + to_hours(h.hour) as send_at, (isodow(send_at) - 1) * 24 + hour(send_at) as hour_of_week,
    from send_day as d
    cross join open_hours as h
),

-- of the same hour of the week in several weeks, the first
open_hour as (
    select hour_of_week, min(send_at) as send_at,
    from send_hour
    group by hour_of_week
),

segment_hour as (
    select s.segment, o.send_at, answers_at(0, s.share) as answers,
    from store.hour_shares as s
    inner join open_hour as o using (hour_of_week)
),

segment_best as (
    select segment, arg_max(send_at, (answers, -epoch(send_at))) as send_at, max(answers) as answers,
    from segment_hour
    group by segment
),

member as (
    select t.member_key, coalesce(l.segment, 0) as segment,
    from to_time as t
    left join store.segments as l on t.member_key = l.member_key
),

own_best as (
    select
        m.member_key,
        arg_max(o.send_at, (answers_at(a.answers, s.share), -epoch(o.send_at))) as send_at,
        max(answers_at(a.answers, s.share)) as answers,
    from member as m
    inner join store.answer_hours as a on m.member_key = a.member_key
    inner join open_hour as o on a.hour_of_week = o.hour_of_week
    inner join store.hour_shares as s on m.segment = s.segment and a.hour_of_week = s.hour_of_week
    group by m.member_key
)

select
    m.member_key,
    coalesce(
        case when b.answers > g.answers then b.send_at end,
        g.send_at,
        (select min(send_at) from open_hour)
    ) as send_at,
from member as m
left join segment_best as g on m.segment = g.segment
left join own_best as b on m.member_key = b.member_key;
