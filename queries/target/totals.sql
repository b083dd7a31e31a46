-- target/totals: what a list adds up to.
-- asks: plan; confidence and power as normal deviates (1.96 and 0.8416)
-- reads: chosen, list_treatments, offers
-- gives: one row: contacted, held out, cost and expected figures of those contacted; losing, how many of them cost more
--   than they are expected to bring; detectable, the smallest lift in response that the holdout can tell from chance
--   (two-sided, 5 %) with a power of 80 %
-- source: Fleiss, Statistical Methods for Rates and Proportions (1981), normal approximation
with asked as (
    select
        coalesce(getvariable('confidence'), 1.959964)::double as confidence,
        coalesce(getvariable('power'), 0.841621)::double as power,
),

total as (
    select
        count(*) filter (where not c.is_control) as treated,
        count(*) filter (where c.is_control) as control,
        coalesce(sum(f.unit_cost) filter (where not c.is_control), 0)::decimal(18, 6) as cost,
        coalesce(sum(c.propensity) filter (where not c.is_control), 0)::double as responses,
        coalesce(sum(c.expected_value) filter (where not c.is_control), 0)::double as value,
        count(*) filter (where not c.is_control and c.expected_value < 0) as losing,
        max(c.rank) filter (where not c.is_control) as last_rank,
    from chosen as c
    inner join list_treatments as t on c.treatment = t.treatment
    inner join offers as f on f.plan = getvariable('plan') and t.offer = f.offer
)

select
    t.*,
    case when t.treated > 0 then t.responses / t.treated end as rate,
    case
        when t.treated > 0 and t.control > 0
            then (a.confidence + a.power) * sqrt(rate * (1 - rate) * (1 / t.treated + 1 / t.control))
    end as detectable,
from total as t
cross join asked as a;
