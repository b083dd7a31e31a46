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
--   While answers may still come (see measure/openness) the interval of the difference is one that holds however
--   often it is looked at until then: the mixture that is narrowest when all answers are in, reach = sqrt((v + m) *
--   ln((v + m) / (m * 0.05 squared))), v the squared error of the difference so far where chance alone parts the
--   arms, m = v / share of answers in / 8.21; relative_low and relative_high wait; widened: reach over that of one
--   look.
--   Missing: value is NULL where there were answers and none has a value; where some have, the others count as 0. cost
--   is NULL where none is known. What needs a missing figure, or one of an empty arm, is NULL.
--   responses, rate, control_responses and control_rate are of the one outcome that both arms can show (see
--   measure/goals), answers and answer_rate of all answers of those contacted; unseen: answers of who did not show the
--   outcome. Where there are several cells, control_rate and the value per control are those of each cell, as many as
--   were contacted in it (see measure/stratified); intervals take so many members as would tell as much without cells.
-- asks: z (1.959963984540054); is_own_only (false): whether only a slice's own controls will do; is_apart (false):
--   whether slices are campaigns
-- reads: slice_arms, stratified, openness
-- writes: temp lift, one row per slice, "all" first, empty where is_apart; base says which controls a slice is
--   compared with: its own, or all where it has none; "own, by cell" or "all, by cell" where there are several cells;
--   null_error: squared standard error of the difference by cell where chance alone parts the arms; value_error,
--   control_value_error: squared standard errors of the values per member
-- source: Newcombe, Statistics in Medicine 17 (1998), method 10; Katz et al., Biometrics 34 (1978); Donner and Zou,
--   Statistical Methods in Medical Research 21 (2012); Robbins, Annals of Mathematical Statistics 41 (1970); Howard,
--   Ramdas, McAuliffe and Sekhon, Annals of Statistics 49 (2021)
create or replace temp table lift as
with asked as (
    select
        coalesce(getvariable('z'), 1.959963984540054)::double as z,
        coalesce(getvariable('is_own_only'), false) as is_own_only,
),

slice as (
    select 'all' as slice, 1 as is_all,
    union all
    select distinct slice, is_all,
    from slice_arms
    where is_all = 0 and slice <> ''
),

paired as (
    select
        s.slice,
        s.is_all,
        coalesce(t.members, 0) as treated,
        coalesce(t.delivered, 0) as delivered,
        coalesce(t.answers, 0) as answers,
        t.answers / t.members as answer_rate,
        coalesce(t.unseen, 0) as unseen,
        coalesce(t.responses, 0) as responses,
        t.responses / t.members as rate,
        t.value,
        t.outcome_value,
        t.cost,
        t.variance / t.members as value_error,
        case
            when own.members > 0 then 'own'
            when whole.members > 0 and not a.is_own_only then 'all'
        end as base,
        if(base = 'all', whole, own) as c,
        if(base = 'all', whole_cells, own_cells) as d,
    from slice as s
    cross join asked as a
    left join slice_arms as t on not t.is_control and s.slice = t.slice and s.is_all = t.is_all
    left join slice_arms as own on own.is_control and s.slice = own.slice and s.is_all = own.is_all
    left join slice_arms as whole on whole.is_control and whole.is_all = 1
    left join stratified as own_cells on s.slice = own_cells.slice and s.is_all = own_cells.is_all
    left join stratified as whole_cells on whole_cells.is_all = 1
),

-- cell by cell where there are several
compared_rates as (
    select
        p.* exclude (base, c, d, value_error),
        p.base || if(d.slice is null, '', ', by cell') as base,
        coalesce(c.members, 0) as control,
        if(c.watched = 0, null, coalesce(c.responses, 0)) as control_responses,
        if(c.watched = 0, null, coalesce(d.control_rate, c.responses / c.members)) as control_rate,
        if(c.outcome_value is null, null, coalesce(d.control_mean, c.outcome_value / nullif(c.watched, 0)))
            as control_mean,
        -- so many members as would tell as much if there were no cells
        case
            when p.base = 'own' and rate * (1 - rate) > 0 then coalesce(rate * (1 - rate) / d.treated_error, treated)
            else treated
        end::double as treated_effective,
        case
            when control_rate * (1 - control_rate) > 0
                then coalesce(control_rate * (1 - control_rate) / d.control_error, control)
            else control
        end::double as control_effective,
        if(p.base = 'own', coalesce(d.value_error, p.value_error), p.value_error) as value_error,
        coalesce(d.control_value_error, c.variance / c.members) as control_value_error,
        if(p.base = 'own', d.null_error, null) as null_error,
    from paired as p
),

wilson as (
    select
        r.*,
        a.z,
        (
            2 * treated_effective * rate + z * z
            - z * sqrt(z * z + 4 * treated_effective * rate * (1 - rate))
        ) / (2 * (treated_effective + z * z)) as low_treated,
        (
            2 * treated_effective * rate + z * z
            + z * sqrt(z * z + 4 * treated_effective * rate * (1 - rate))
        ) / (2 * (treated_effective + z * z)) as high_treated,
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
                then
                    sqrt(
                        (1 - rate) / (treated_effective * rate)
                        + (1 - control_rate) / (control_effective * control_rate)
                    )
        end as log_error,
    from compared_rates as r
    cross join asked as a
),

-- while answers may still come
followed as (
    select
        w.*,
        o.open_until,
        o.share_in,
        (responses + control_rate * control + 0.5) / (treated + control + 1) as both_rate,
        coalesce(nullif(null_error, 0), both_rate * (1 - both_rate) * (1 / treated + 1 / control)) as spread,
        greatest(coalesce(o.share_in, o.share_of_days), 0.02) as share_so_far,
        spread / share_so_far / 8.211968 as mixture,
        case
            when o.open_until is not null
                then sqrt((spread + mixture) * ln((spread + mixture) / (mixture * 0.0025)))
        end as reach,
        reach / (z * sqrt(spread)) as widened,
    from wilson as w
    left join openness as o
        on not coalesce(getvariable('is_apart'), false) or w.slice = o.campaign_id
),

bounded as (
    select
        *,
        rate - control_rate as difference,
        coalesce(
            difference - reach, difference - sqrt(power(rate - low_treated, 2) + power(high_control - control_rate, 2))
        ) as difference_low,
        coalesce(
            difference + reach, difference + sqrt(power(high_treated - rate, 2) + power(control_rate - low_control, 2))
        ) as difference_high,
        rate / nullif(control_rate, 0) * exp(-z * log_error) as log_low,
        rate / nullif(control_rate, 0) * exp(z * log_error) as log_high,
        low_treated * (2 * rate - low_treated) as below_treated,
        high_treated * (2 * rate - high_treated) as above_treated,
        low_control * (2 * control_rate - low_control) as below_control,
        high_control * (2 * control_rate - high_control) as above_control,
        rate * control_rate as product,
    from followed
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
    answers,
    answer_rate,
    unseen,
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
    case when is_related and reach is null then if(is_log, log_low, ratio_low) - 1 end as relative_low,
    case when is_related and reach is null then if(is_log, log_high, ratio_high) - 1 end as relative_high,
    difference * treated as incremental_responses,
    difference_low * treated as incremental_low,
    difference_high * treated as incremental_high,
    value,
    outcome_value - control_mean * treated as incremental_value,
    open_until,
    share_in,
    widened,
    null_error,
    value_error,
    control_value_error,
    cost,
    cost / nullif(answers, 0) as cost_per_response,
    cost / case when incremental_responses > 0 then incremental_responses end as cost_per_added,
    (incremental_value - cost) / nullif(cost, 0) as return,
    is_all,
from related
order by is_all desc, slice;
