-- value/people_now: revenue and loyalty of everybody at the end of a month.
--   Gone: had revenue once, and none in the latest months (gone_before is the first of those without).
--   Loyalty: the points of responsiveness and of tenure added up: 0-1 low, 2 middle, 3-4 high. Where one of the two is
--   unknown, the other counts twice; band 4 where both are.
-- asks: month; gone_before (NULL: history is too short for anyone to be gone)
-- reads: scored_now (value/moved_on, or value/month_alone), tenures
-- writes: temp view people_now, one row per person of scored_now; kind is 'paying', 'none', 'gone', or NULL for those
--   who have not begun
create or replace temp view people_now as
with pointed as (
    select
        s.*,
        coalesce(s.score_points + t.points, 2 * s.score_points, 2 * t.points) as points,
    from scored_now as s
    left join tenures as t on s.joined_on = t.joined_on
)

select
    * exclude (score_points, points) replace (score_points is null as is_unscored),
    case
        when begins > getvariable('month')::date then null
        when revenue > 0 then 'paying'
        when last_paid < getvariable('gone_before')::date then 'gone'
        else 'none'
    end as kind,
    (case when points >= 3 then 1 when points = 2 then 2 when points is not null then 3 else 4 end)::utinyint as band,
from pointed;
