-- score/hour_shares: when answers come, by hour of the week: of everyone, and of each segment shrunk to everyone by
--   fifty
--   answers. Hours in which nobody ever answered keep the share of one in ten answers spread over the week.
-- reads: store.answer_hours, store.segments
-- writes: store.hour_shares, one row per segment and hour of the week; none while no answer has a time of day
delete from store.hour_shares;

insert into store.hour_shares
with hour as (
    select unnest(range(168))::utinyint as hour_of_week
),

everyone as (
    select
        h.hour_of_week,
        (coalesce(sum(a.answers), 0) + 10 / 168) / (sum(coalesce(sum(a.answers), 0)) over () + 10) as share,
    from hour as h
    left join store.answer_hours as a using (hour_of_week)
    group by h.hour_of_week
),

counted as (
    select s.segment, a.hour_of_week, sum(a.answers) as answers,
    from store.answer_hours as a
    inner join store.segments as s using (member_key)
    group by all
),

segment as (
    select segment, sum(coalesce(answers, 0)) as answers,
    from (select distinct segment from store.segments) as s
    left join counted using (segment)
    group by segment
)

select
    s.segment, e.hour_of_week,
    (coalesce(c.answers, 0) + 50 * e.share) / (s.answers + 50) as share,
from segment as s
cross join everyone as e
left join counted as c on s.segment = c.segment and e.hour_of_week = c.hour_of_week
where exists (select 1 from store.answer_hours)
order by s.segment, e.hour_of_week;
