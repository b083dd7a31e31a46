-- value/moved_on: everybody a month on: revenue and responsiveness at its end.
--   revenue: the sum over the known months of the window; no row in a month that has usage is no revenue. The window
--   moves on from that of the month before: what enters is added, what leaves is taken out; sums are exact.
--   Responsiveness is that of the month's end, by what was known then: what became known later is taken out of today's
--   sums.
-- asks: month; entering, leaving (months with revenue); scores (two limits)
-- reads: standing_before, store.usage, known_later, store.scorings
-- writes: temp view moved_on, one row per person of standing_before: score_points are 0, 1, 2 below, between, from the
--   two limits on
create or replace temp view moved_on as
with moved as (
    select unnest(getvariable('entering')::date[]) as month, 1 as sign
    union all
    select unnest(getvariable('leaving')::date[]), -1
),

spent as (
    select
        u.member_key,
        sum(m.sign * u.revenue) as revenue,
        max(u.month) filter (where u.revenue > 0) as last_paid,
    from store.usage as u
    inner join moved as m on u.month = m.month
    group by u.member_key
),

scoring as (
    select
        shown_alpha,
        power(2, (reference_day - least(last_day(getvariable('month')::date), as_of)) / half_life_days) as fade,
        (getvariable('scores')::double[])[1] as low,
        (getvariable('scores')::double[])[2] as high,
    from store.scorings
),

scored as (
    select
        p.* replace (
            p.revenue + coalesce(u.revenue, 0) as revenue,
            greatest(p.last_paid, u.last_paid) as last_paid
        ),
        score_of(
            ratio_of(
                p.lookalike, s.shown_alpha,
                s.fade * greatest(p.answered - coalesce(l.answered, 0), 0),
                s.fade * greatest(p.expected - coalesce(l.expected, 0), 0)
            )
        ) as score,
        s.low,
        s.high,
    from standing_before as p
    left join scoring as s on true
    left join spent as u on p.member_key = u.member_key
    left join known_later as l on p.member_key = l.member_key
)

select
    * exclude (score, low, high),
    (score >= low)::utinyint + (score >= high)::utinyint as score_points,
from scored;
