-- measure/lift: response of those contacted and of the holdout, and the difference with its 95 % interval.
--   interval: hybrid score, from the Wilson interval of each rate.
--   incremental_responses = difference * treated;
--   incremental_value = (value per treated - value per control) * treated;
--   return = (incremental_value - cost) / cost.
-- asks: z (1.959963984540054)
-- reads: arms
-- gives: one row per cell, "all" first; a cell is compared with its own controls, or with all where it has none.
--   NULL where there is no holdout
-- source: Newcombe, Statistics in Medicine 17 (1998), method 10
with asked as (
    select coalesce(getvariable('z'), 1.959963984540054)::double as z
),

arm as (
    select
        case when grouping(cell) = 1 then 'all' else cell end as cell,
        grouping(cell) as is_all,
        is_control,
        count(*) as members,
        count(*) filter (where delivered) as delivered,
        count(*) filter (where is_responder) as responses,
        sum(value)::double as value,
        sum(cost)::double as cost,
    from arms
    group by grouping sets ((is_control), (is_control, cell))
),

paired as (
    select
        t.cell,
        t.is_all,
        t.members as treated,
        t.delivered,
        t.responses,
        t.responses / t.members as rate,
        t.value,
        t.cost,
        coalesce(own.members, whole.members, 0) as control,
        coalesce(own.responses, whole.responses, 0) as control_responses,
        coalesce(own.responses / own.members, whole.responses / whole.members) as control_rate,
        coalesce(own.value / own.members, whole.value / whole.members) as control_value,
    from arm as t
    left join arm as own on own.is_control and t.cell = own.cell and t.is_all = own.is_all
    left join arm as whole on whole.is_control and whole.is_all = 1
    where not t.is_control
),

wilson as (
    select
        p.*,
        (2 * p.treated * rate + z * z - z * sqrt(z * z + 4 * p.treated * rate * (1 - rate)))
        / (2 * (p.treated + z * z)) as low_treated,
        (2 * p.treated * rate + z * z + z * sqrt(z * z + 4 * p.treated * rate * (1 - rate)))
        / (2 * (p.treated + z * z)) as high_treated,
        (2 * control * control_rate + z * z - z * sqrt(z * z + 4 * control * control_rate * (1 - control_rate)))
        / (2 * (control + z * z)) as low_control,
        (2 * control * control_rate + z * z + z * sqrt(z * z + 4 * control * control_rate * (1 - control_rate)))
        / (2 * (control + z * z)) as high_control,
    from paired as p
    cross join asked
)

select
    cell,
    treated,
    delivered,
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
    value - control_value * treated as incremental_value,
    cost,
    cost / nullif(responses, 0) as cost_per_response,
    (incremental_value - cost) / nullif(cost, 0) as return,
from wilson
where is_all = 1 or (cell <> '' and (select count(distinct w.cell) from wilson as w where w.is_all = 0) > 1)
order by is_all desc, cell;
