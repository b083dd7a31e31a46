-- targeting/find_send_times: when each member not timed yet is best written to, on their own clock, within the send
--   days and hours: the hour at which they answered most, shrunk to their segment's by ten; while no answer has a time
--   of day, the first hour. A plan that does not say when it begins counts from the day of the scores. Where each has a
--   day of their own, it is the best hour of that day.
-- reads: to_time, send_times, plans, own_days, store.segments, store.answer_hours, store.hour_shares
-- writes: send_times
insert into send_times by name
with send_day as (
    select
        plan, first_hour, last_hour,
        first_day::timestamp + to_days(unnest(range(days::integer))::integer) as day,
    from plans
    where plan in (select plan from to_time) and plan not in (select plan from own_days)
),

open_hours as (
    select plan, day, unnest(range(first_hour, last_hour)) as hour,
    from send_day
),

send_hour as (
    select plan, day + to_hours(hour::integer) as send_at, (isodow(send_at) - 1) * 24 + hour(send_at) as hour_of_week,
    from open_hours
),

-- of the same hour of the week in several weeks, the first
open_hour as (
    select plan, hour_of_week, min(send_at) as send_at,
    from send_hour
    group by plan, hour_of_week
),

first_open as (
    select plan, min(send_at) as send_at,
    from open_hour
    group by plan
),

segment_hour as (
    select o.plan, s.segment, o.send_at, answers_at(0, s.share) as answers,
    from store.hour_shares as s
    inner join open_hour as o using (hour_of_week)
),

segment_best as (
    select plan, segment, arg_max(send_at, (answers, -epoch(send_at))) as send_at, max(answers) as answers,
    from segment_hour
    group by plan, segment
),

member as (
    select t.plan, t.member_key, coalesce(l.segment, 0) as segment,
    from to_time as t
    anti join send_times as k on t.plan = k.plan and t.member_key = k.member_key
    left join store.segments as l on t.member_key = l.member_key
),

own_best as (
    select
        m.plan, m.member_key,
        arg_max(o.send_at, (answers_at(a.answers, s.share), -epoch(o.send_at))) as send_at,
        max(answers_at(a.answers, s.share)) as answers,
    from member as m
    inner join store.answer_hours as a on m.member_key = a.member_key
    inner join open_hour as o on m.plan = o.plan and a.hour_of_week = o.hour_of_week
    inner join store.hour_shares as s on m.segment = s.segment and a.hour_of_week = s.hour_of_week
    group by m.plan, m.member_key
),

own_day_hour as (
    select
        m.plan, m.member_key, m.segment,
        o.day::timestamp + to_hours(unnest(range(p.first_hour, p.last_hour))::integer) as send_at,
        (isodow(send_at) - 1) * 24 + hour(send_at) as hour_of_week,
    from member as m
    inner join own_days as o on m.plan = o.plan and m.member_key = o.member_key
    inner join plans as p on m.plan = p.plan
),

own_day_best as (
    select
        h.plan, h.member_key,
        arg_max(
            h.send_at, (coalesce(answers_at(coalesce(a.answers, 0), s.share), 0), -epoch(h.send_at))
        ) as send_at,
    from own_day_hour as h
    left join store.hour_shares as s on h.segment = s.segment and h.hour_of_week = s.hour_of_week
    left join store.answer_hours as a on h.member_key = a.member_key and h.hour_of_week = a.hour_of_week
    group by h.plan, h.member_key
)

select
    m.plan, m.member_key,
    coalesce(d.send_at, case when b.answers > g.answers then b.send_at end, g.send_at, f.send_at) as send_at,
from member as m
left join first_open as f on m.plan = f.plan
left join segment_best as g on m.plan = g.plan and m.segment = g.segment
left join own_best as b on m.plan = b.plan and m.member_key = b.member_key
left join own_day_best as d on m.plan = d.plan and m.member_key = d.member_key;
