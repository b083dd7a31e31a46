-- adhoc/best_hours: at which hours of the day answers come, by channel
-- gives: one row per channel and hour, the best hours of each; answers known by their day alone are left out
-- asks: hours (integer, 3): so many hours for each channel
-- asks: since (date, none): answers from this day on; left out: all
-- reads: responses (on the clock that they were loaded in)
with asked as (
    select coalesce(getvariable('hours'), 3)::integer as hours, getvariable('since')::date as since,
),

counted as (
    select r.channel, date_part('hour', r.responded_at)::integer as hour, count(*) as answers,
    from responses as r
    cross join asked as a
    where
        r.channel is not null
        and not is_refund(r.kind, r.value)
        and r.responded_at <> date_trunc('day', r.responded_at)
        and coalesce(r.responded_at >= a.since, a.since is null)
    group by all
),

placed as (
    select
        channel, hour, answers,
        answers / sum(answers) over (partition by channel) as share,
        row_number() over (partition by channel order by answers desc, hour) as place,
    from counted
)

select p.channel, p.hour, p.answers, p.share,
from placed as p
inner join asked as a on p.place <= a.hours
order by p.channel, p.place;
