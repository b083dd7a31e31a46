-- evaluate/values: what the plan would have brought of each member and list, beside what the lists brought.
--   ips: the mean of what came where the plan would do what was done, by weight; doubly robust: the mean of what is
--   expected of what the plan would do, and the weighted mean of what came beyond it. Both by shares of the weights, so
--   that a few heavy rows do not move the whole. Errors from influence functions, those of one draw together, for who
--   is held out of one list often is of the next.
-- reads: models
-- gives: one row per method: ips, doubly_robust: plan, list, difference, with the standard error of each
-- source: Swaminathan and Joachims, NIPS 2015; Dudik, Langford and Li, ICML 2011
with whole as (
    select
        count(*)::double as rows,
        sum(weight::decimal(38, 12))::double as weights,
        sum(log_weight::decimal(38, 12))::double as log_weights,
        sum((weight * came)::decimal(38, 12))::double / nullif(weights, 0) as mean,
        sum((log_weight * came)::decimal(38, 12))::double / nullif(log_weights, 0) as log_mean,
        sum(by_plan::decimal(38, 12))::double / rows as expected,
        sum(by_list::decimal(38, 12))::double / rows as log_expected,
        sum((weight * (came - done))::decimal(38, 12))::double / nullif(weights, 0) as beyond,
        sum((log_weight * (came - done))::decimal(38, 12))::double / nullif(log_weights, 0) as log_beyond,
    from models
),

influence as (
    select
        m.drawn_as,
        sum(
            (if(m.weight > 0, m.weight * (m.came - w.mean), 0) * w.rows / w.weights)::decimal(38, 12)
        )::double as ips,
        sum(
            (if(m.log_weight > 0, m.log_weight * (m.came - w.log_mean), 0) * w.rows / w.log_weights)::decimal(38, 12)
        )::double as log_ips,
        sum(
            (
                m.by_plan - w.expected
                + if(m.weight > 0, m.weight * (m.came - m.done - w.beyond), 0) * w.rows / w.weights
            )::decimal(38, 12)
        )::double as robust,
        sum(
            (
                m.by_list - w.log_expected
                + if(m.log_weight > 0, m.log_weight * (m.came - m.done - w.log_beyond), 0) * w.rows / w.log_weights
            )::decimal(38, 12)
        )::double as log_robust,
    from models as m
    cross join whole as w
    group by m.drawn_as
),

squared as (
    select
        sum((ips * ips)::decimal(38, 12))::double as ips,
        sum((log_ips * log_ips)::decimal(38, 12))::double as log_ips,
        sum(power(ips - log_ips, 2)::decimal(38, 12))::double as ips_apart,
        sum((robust * robust)::decimal(38, 12))::double as robust,
        sum((log_robust * log_robust)::decimal(38, 12))::double as log_robust,
        sum(power(robust - log_robust, 2)::decimal(38, 12))::double as robust_apart,
    from influence
)

select
    'ips' as method,
    w.mean as plan, sqrt(s.ips) / w.rows as plan_error,
    w.log_mean as list, sqrt(s.log_ips) / w.rows as list_error,
    w.mean - w.log_mean as difference, sqrt(s.ips_apart) / w.rows as difference_error,
from whole as w
cross join squared as s
union all
select
    'doubly robust' as method,
    w.expected + w.beyond as plan, sqrt(s.robust) / w.rows as plan_error,
    w.log_expected + w.log_beyond as list, sqrt(s.log_robust) / w.rows as list_error,
    plan - list as difference, sqrt(s.robust_apart) / w.rows as difference_error,
from whole as w
cross join squared as s;
