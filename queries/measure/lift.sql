-- measure/lift: response of those contacted and of the holdout, and the difference with its 95 % interval.
--   interval: hybrid score, from the Wilson interval of each rate.
--   incremental_responses = difference * treated; cost_per_response, and value per contact of each side.
-- asks: z (1.959963984540054)
-- reads: arms
-- gives: one row per cell, "all" first; the holdout of a cell is the whole campaign's. NULL where there is no holdout
-- source: Newcombe, Statistics in Medicine 17 (1998), method 10
with asked as (
    select coalesce(getvariable('z'), 1.959963984540054)::double as z
),

treated as (
    select
        case when grouping(cell) = 1 then 'all' else cell end as cell,
        grouping(cell) as is_all,
        count(*) as treated,
        count(*) filter (where is_responder) as responses,
        sum(value)::double as value,
        sum(cost)::double as cost,
    from arms
    where not is_control
    group by grouping sets ((), (cell))
),

control as (
    select
        count(*) as control,
        count(*) filter (where is_responder) as control_responses,
        sum(value)::double as control_value,
    from arms
    where is_control
),

rated as (
    select
        t.*,
        c.*,
        t.responses / nullif(t.treated, 0) as rate,
        c.control_responses / nullif(c.control, 0) as control_rate,
    from treated as t
    cross join control as c
),

wilson as (
    select
        r.*,
        (2 * r.treated * rate + z * z - z * sqrt(z * z + 4 * r.treated * rate * (1 - rate)))
        / (2 * (r.treated + z * z)) as low_treated,
        (2 * r.treated * rate + z * z + z * sqrt(z * z + 4 * r.treated * rate * (1 - rate)))
        / (2 * (r.treated + z * z)) as high_treated,
        (2 * control * control_rate + z * z - z * sqrt(z * z + 4 * control * control_rate * (1 - control_rate)))
        / (2 * (control + z * z)) as low_control,
        (2 * control * control_rate + z * z + z * sqrt(z * z + 4 * control * control_rate * (1 - control_rate)))
        / (2 * (control + z * z)) as high_control,
    from rated as r
    cross join asked
)

select
    cell,
    treated,
    responses,
    rate,
    control,
    control_responses,
    control_rate,
    rate - control_rate as difference,
    rate - control_rate - sqrt(power(rate - low_treated, 2) + power(high_control - control_rate, 2)) as difference_low,
    rate - control_rate + sqrt(power(high_treated - rate, 2) + power(control_rate - low_control, 2)) as difference_high,
    rate / nullif(control_rate, 0) - 1 as relative_lift,
    (rate - control_rate) * treated as incremental_responses,
    value,
    cost,
    cost / nullif(responses, 0) as cost_per_response,
from wilson
where is_all = 1 or (cell <> '' and (select count(distinct w.cell) from wilson as w where w.is_all = 0) > 1)
order by is_all desc, cell;
