-- value/month_now: revenue and loyalty of everybody at the end of a month.
--   revenue: the sum over the known months of the window; no row in a month that has usage is no revenue. The window
--   moves on from that of the month before: what enters is added, what leaves is taken out; sums are exact.
--   Gone: had revenue once, and none in the latest months (gone_before is the first of those without).
--   Loyalty: points of responsiveness (below, between, from the two scores on: 0, 1, 2) and of tenure in full months
--   (the same) added up: 0-1 low, 2 middle, 3-4 high. Where one of the two is unknown, the other counts twice; band 4
--   where both are. Responsiveness is that of the month's end, by what was known then: what became known later is taken
--   out of today's sums.
-- asks: month; entering, leaving (months with revenue); gone_before (NULL: history is too short for anyone to be gone);
--   scores, tenure_months (two limits each)
-- reads: standing_before, store.usage, store.trials, store.cells, store.scorings
-- writes: temp month_now, one row per person of standing_before with the month's revenue; kind is 'paying', 'none',
--   'gone', or NULL for those who have not begun
create or replace temp table month_now as
with asked as (
    select
        getvariable('month')::date as month,
        getvariable('gone_before')::date as gone_before,
        last_day(getvariable('month')::date) as month_end,
        getvariable('scores')::double[] as scores,
        getvariable('tenure_months')::integer[] as tenures,
),

moved_on as (
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
    inner join moved_on as m on u.month = m.month
    group by u.member_key
),

later_cell as (
    select c.cell_key, c.weight, c.expected,
    from store.cells as c
    cross join store.scorings as s
    cross join asked
    where c.closes_on > asked.month_end and s.as_of > asked.month_end
),

later as (
    select
        t.member_key,
        sum(case when t.responded_at is not null then c.weight else 0 end) as answered,
        sum(c.expected) as expected,
    from store.trials as t
    inner join later_cell as c on t.cell_key = c.cell_key
    group by t.member_key
),

scored as (
    select
        p.* replace (
            p.revenue + coalesce(u.revenue, 0) as revenue,
            greatest(p.last_paid, u.last_paid) as last_paid
        ),
        power(2, (s.reference_day - least(asked.month_end, s.as_of)) / s.half_life_days) as fade_then,
        score_of(
            ratio_of(
                p.lookalike, s.alpha,
                fade_then * greatest(p.answered - coalesce(l.answered, 0), 0),
                fade_then * greatest(p.expected - coalesce(l.expected, 0), 0)
            )
        ) as score,
    from standing_before as p
    cross join asked
    left join store.scorings as s on true
    left join spent as u on p.member_key = u.member_key
    left join later as l on p.member_key = l.member_key
),

pointed as (
    select
        s.*,
        case
            when score is not null then (score >= scores[1])::integer + (score >= scores[2])::integer
        end as score_points,
        case
            when joined_on is not null
                then
                    (date_sub('month', joined_on, month_end) >= tenures[1])::integer
                    + (date_sub('month', joined_on, month_end) >= tenures[2])::integer
        end as tenure_points,
        coalesce(score_points + tenure_points, 2 * score_points, 2 * tenure_points) as points,
    from scored as s
    cross join asked
)

select
    p.* exclude (fade_then, score, score_points, tenure_points, points)
    replace (p.score is null as is_unscored),
    case
        when p.begins > asked.month then null
        when p.revenue > 0 then 'paying'
        when p.last_paid < asked.gone_before then 'gone'
        else 'none'
    end as kind,
    case when p.points >= 3 then 1 when p.points = 2 then 2 when p.points is not null then 3 else 4 end as band,
from pointed as p
cross join asked;
