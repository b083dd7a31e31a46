-- measure/lift: response of those contacted and of the holdout, and the difference with its 95 % interval.
--   difference: hybrid score interval, from the Wilson interval of each rate;
--   relative_lift = rate / control_rate - 1, where both arms answered; its interval that of the logarithm of the ratio,
--   but where an arm answered to the last member (its logarithm would have no error), or where it would say another
--   thing of 0 than that of the difference: there the ratios of which the Wilson intervals allow no difference, by
--   square-and-add, which never contradicts it (R of MOVER: low = l1 (2 p1 - l1) / (p1 p2 + root), of the lower bound
--   l1 of the one rate and the upper u2 of the other, root = sqrt((p1 p2)^2 - l1 (2 p1 - l1) u2 (2 p2 - u2)); high =
--   (p1 p2 + root) / (l2 (2 p2 - l2)), with u1 and l2);
--   incremental_responses = difference * treated;
--   incremental_value = (value per treated - value per control) * treated;
--   return = (incremental_value - cost) / cost.
--   Missing: value is NULL where there were answers and none has a value; where some have, the others count as 0. cost
--   is NULL where none is known. What needs a missing figure, or one of an empty arm, is NULL.
--   Where those held out have weights (see measure/cell_weights), control_rate and the value per control are weighted
--   means; intervals and tests take so many controls as would tell as much with equal weights, control_effective =
--   (sum of weights) squared / sum of squared weights; control and control_responses count members all the same.
-- asks: z (1.959963984540054); is_own_only (false): whether only a slice's own controls will do; is_apart (false):
--   whether slices are looked at alone, without all of them together
-- reads: compared
-- writes: temp lift, one row per slice, "all" first, empty where is_apart; base says which controls a slice is
--   compared with: its own, or all where it has none; "own, weighted" or "all, weighted" where their weights differ
-- source: Newcombe, Statistics in Medicine 17 (1998), method 10; Katz et al., Biometrics 34 (1978); Donner and Zou,
--   Statistical Methods in Medical Research 21 (2012); Kish, Survey Sampling (1965), section 8.2
create or replace temp table lift as
with asked as (
    select
        coalesce(getvariable('z'), 1.959963984540054)::double as z,
        coalesce(getvariable('is_own_only'), false) as is_own_only,
),

member as (
    select *, 0 as is_all,
    from compared
    union all
    select * replace ('all' as slice), 1 as is_all,
    from compared
    where not coalesce(getvariable('is_apart'), false)
),

arm as (
    select
        slice, is_all, is_control,
        count(*) as members,
        count(*) filter (where delivered) as delivered,
        count(*) filter (where is_responder) as responses,
        case
            when count(*) filter (where is_responder) = 0 or count(value) filter (where is_responder) > 0
                then sum(value)
        end::double as value,
        -- in order of value, so that the last digit is always the same
        var_samp(coalesce(value, 0)::double order by value) as variance,
        sum(cost)::double as cost,
        min(weight) < max(weight) as is_weighted,
        sum(weight::decimal(38, 12))::double as weight,
        sum((weight * weight)::decimal(38, 12))::double as square_weight,
        sum(weight::decimal(38, 12)) filter (where is_responder)::double as weighted_responses,
        -- those contacted have no weights, and are most
        sum(weight * coalesce(value, 0)::double order by value, weight) filter (where is_control) as weighted_value,
        sum(weight * power(coalesce(value, 0)::double, 2) order by value, weight)
        filter (where is_control) as square_value,
    from member
    group by slice, is_all, is_control
),

slice as (
    select 'all' as slice, 1 as is_all,
    union all
    select distinct slice, is_all,
    from arm
    where is_all = 0 and slice <> ''
),

paired as (
    select
        s.slice,
        s.is_all,
        coalesce(t.members, 0) as treated,
        coalesce(t.delivered, 0) as delivered,
        coalesce(t.responses, 0) as responses,
        t.responses / t.members as rate,
        case when t.members > 0 then t.value end as value,
        case when t.members > 0 then t.cost end as cost,
        t.variance as treated_variance,
        case
            when own.members > 0 then 'own'
            when whole.members > 0 and not a.is_own_only then 'all'
        end as base,
        if(base = 'all', whole, own) as c,
    from slice as s
    cross join asked as a
    left join arm as t on not t.is_control and s.slice = t.slice and s.is_all = t.is_all
    left join arm as own on own.is_control and s.slice = own.slice and s.is_all = own.is_all
    left join arm as whole on whole.is_control and whole.is_all = 1
),

counted as (
    select
        p.* exclude (base, c),
        p.base || if(c.is_weighted, ', weighted', '') as base,
        coalesce(c.members, 0) as control,
        coalesce(c.responses, 0) as control_responses,
        if(c.is_weighted, power(c.weight, 2) / c.square_weight, c.members::double) as control_effective,
        if(c.is_weighted, coalesce(c.weighted_responses, 0) / c.weight, c.responses / c.members) as control_rate,
        if(c.is_weighted and c.value is not null, c.weighted_value / c.weight, c.value / c.members) as control_mean,
        c.is_weighted,
        c.variance,
        c.square_value / c.weight - power(c.weighted_value / c.weight, 2) as weighted_variance,
    from paired as p
),

compared_rates as (
    select
        * exclude (is_weighted, variance, weighted_variance),
        if(
            is_weighted,
            greatest(weighted_variance, 0) * control_effective / nullif(control_effective - 1, 0),
            variance
        ) as control_variance,
    from counted
),

wilson as (
    select
        r.*,
        a.z,
        (2 * treated * rate + z * z - z * sqrt(z * z + 4 * treated * rate * (1 - rate)))
        / (2 * (treated + z * z)) as low_treated,
        (2 * treated * rate + z * z + z * sqrt(z * z + 4 * treated * rate * (1 - rate)))
        / (2 * (treated + z * z)) as high_treated,
        (
            2 * control_effective * control_rate + z * z
            - z * sqrt(z * z + 4 * control_effective * control_rate * (1 - control_rate))
        ) / (2 * (control_effective + z * z)) as low_control,
        (
            2 * control_effective * control_rate + z * z
            + z * sqrt(z * z + 4 * control_effective * control_rate * (1 - control_rate))
        ) / (2 * (control_effective + z * z)) as high_control,
        case
            when responses between 1 and treated - 1 and control_responses between 1 and control - 1
                then sqrt((1 - rate) / responses + (1 - control_rate) / (control_effective * control_rate))
        end as log_error,
    from compared_rates as r
    cross join asked as a
),

bounded as (
    select
        *,
        rate - control_rate as difference,
        difference - sqrt(power(rate - low_treated, 2) + power(high_control - control_rate, 2)) as difference_low,
        difference + sqrt(power(high_treated - rate, 2) + power(control_rate - low_control, 2)) as difference_high,
        rate / nullif(control_rate, 0) * exp(-z * log_error) as log_low,
        rate / nullif(control_rate, 0) * exp(z * log_error) as log_high,
        low_treated * (2 * rate - low_treated) as below_treated,
        high_treated * (2 * rate - high_treated) as above_treated,
        low_control * (2 * control_rate - low_control) as below_control,
        high_control * (2 * control_rate - high_control) as above_control,
        rate * control_rate as product,
    from wilson
),

related as (
    select
        *,
        coalesce((log_low > 1) = (difference_low > 0) and (log_high < 1) = (difference_high < 0), false) as is_log,
        responses > 0 and control_responses > 0 as is_related,
        below_treated / (product + sqrt(greatest(product * product - below_treated * above_control, 0))) as ratio_low,
        (product + sqrt(greatest(product * product - above_treated * below_control, 0))) / below_control as ratio_high,
    from bounded
)

select
    slice,
    treated,
    delivered,
    responses,
    rate,
    control,
    control_responses,
    control_rate,
    control_effective,
    base,
    difference,
    difference_low,
    difference_high,
    rate / nullif(control_rate, 0) - 1 as relative_lift,
    case when is_related then if(is_log, log_low, ratio_low) - 1 end as relative_low,
    case when is_related then if(is_log, log_high, ratio_high) - 1 end as relative_high,
    difference * treated as incremental_responses,
    difference_low * treated as incremental_low,
    difference_high * treated as incremental_high,
    value,
    value - control_mean * treated as incremental_value,
    treated_variance,
    control_variance,
    cost,
    cost / nullif(responses, 0) as cost_per_response,
    (incremental_value - cost) / nullif(cost, 0) as return,
    is_all,
from related
order by is_all desc, slice;
