-- targeting/totals: what each list adds up to.
-- asks: confidence and power as normal deviates (1.96 and 0.8416)
-- reads: plans, chosen, list_treatments, offers
-- gives: one row per plan: contacted, held out, cost and expected figures of those contacted; unasked and added, the
--   answers that they would give anyway and those that contacts add (NULL: nobody can tell); losing, how many of them
--   cost more than they are expected to bring; detectable, the smallest lift in response that the holdout can tell from
--   chance (two-sided, 5 %) with a power of 80 %
-- source: Fleiss, Statistical Methods for Rates and Proportions (1981), normal approximation
with asked as (
    select
        coalesce(getvariable('confidence'), 1.959964)::double as confidence,
        coalesce(getvariable('power'), 0.841621)::double as power,
),

total as (
    select
        n.plan,
        count(*) filter (where not c.is_control) as treated,
        count(*) filter (where c.is_control) as control,
        coalesce(sum(f.unit_cost) filter (where not c.is_control), 0)::decimal(18, 6) as cost,
        coalesce(sum(c.propensity) filter (where not c.is_control), 0)::double as responses,
        coalesce(sum(c.expected_value) filter (where not c.is_control), 0)::double as value,
        sum(c.unasked) filter (where not c.is_control)::double as unasked,
        sum(c.added) filter (where not c.is_control)::double as added,
        count(*) filter (where not c.is_control and c.expected_value < 0) as losing,
        max(c.rank) filter (where not c.is_control) as last_rank,
    from plans as n
    left join chosen as c on n.plan = c.plan
    left join list_treatments as t on c.plan = t.plan and c.treatment = t.treatment
    left join offers as f on t.plan = f.plan and t.offer = f.offer
    group by n.plan
)

select
    t.*,
    case when t.treated > 0 then t.responses / t.treated end as rate,
    case
        when t.treated > 0 and t.control > 0
            then (a.confidence + a.power) * sqrt(rate * (1 - rate) * (1 / t.treated + 1 / t.control))
    end as detectable,
from total as t
cross join asked as a
order by t.plan;
