-- value/rewards: what a member on each step brings in a month, and what contacts and gifts cost.
--   In the month asked for; where nobody stands on a step then, in all months looked at.
-- asks: month
-- reads: step_sums, step_costs
-- gives: one row per step that ever had members: mean_revenue, mean_cost
with costs as (
    select month, step, sum(cost) as cost,
    from step_costs
    group by month, step
),

stood as (
    select s.*, coalesce(c.cost, 0) as cost,
    from step_sums as s
    left join costs as c on s.month = c.month and s.step = c.step
)

select
    step,
    coalesce(
        max(revenue / count_known / members) filter (where month = getvariable('month')::date),
        sum(revenue / count_known order by month) / sum(members)
    ) as mean_revenue,
    coalesce(
        max(cost / count_known / members) filter (where month = getvariable('month')::date),
        sum(cost / count_known order by month) / sum(members)
    ) as mean_cost,
from stood
group by step
order by step;
