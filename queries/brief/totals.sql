-- brief/totals: what the campaigns of each month brought together.
--   incremental_responses is summed over the campaigns with a holdout; its interval by square-and-add, as if each had
--   members of its own, times what members who are in several make of it (widened, see measure/widened): low = sum -
--   widened * sqrt(sum of (incremental - low) squared), and high likewise; NULL where widened is not known.
--   A missing value or cost is left out: cost_per_response over the campaigns whose cost is known, return over those
--   whose cost and added value are.
-- reads: month_lifts
-- gives: one row per month measured; what no campaign can tell is NULL
-- source: Zou and Donner, Statistics in Medicine 27 (2008), equation 4
select
    month,
    count(*) as campaigns,
    sum(contacts)::bigint as contacts,
    sum(responses)::bigint as responses,
    sum(responses) / nullif(sum(contacts), 0) as rate,
    count(incremental_responses) as with_holdout,
    sum(incremental_responses order by campaign_id) as incremental_responses,
    sum(incremental_responses order by campaign_id)
    - any_value(widened) * sqrt(sum(power(incremental_responses - incremental_low, 2) order by campaign_id))
        as incremental_low,
    sum(incremental_responses order by campaign_id)
    + any_value(widened) * sqrt(sum(power(incremental_high - incremental_responses, 2) order by campaign_id))
        as incremental_high,
    count(cost) as with_cost,
    sum(cost order by campaign_id) as cost,
    sum(cost order by campaign_id) / nullif(sum(responses) filter (where cost is not null), 0) as cost_per_response,
    count(value) as with_value,
    sum(value order by campaign_id) as value,
    sum(incremental_value order by campaign_id) as incremental_value,
    count(*) filter (where cost is not null and incremental_value is not null) as with_return,
    sum(incremental_value - cost order by campaign_id)
    / nullif(sum(cost order by campaign_id) filter (where incremental_value is not null), 0) as return,
from month_lifts
group by month
order by month;
