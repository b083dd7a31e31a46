-- value/rewards: what a member on each step brings in a month.
--   In the month asked for; where nobody stands on a step then, in all months looked at.
-- asks: month
-- reads: step_sums
-- gives: one row per step that ever had members
select
    step,
    coalesce(
        max(revenue / count_known / members) filter (where month = getvariable('month')::date),
        sum(revenue / count_known order by month) / sum(members)
    ) as mean_revenue,
from step_sums
group by step
order by step;
