-- measure/depths: a list cut in twenty steps of its ranks, the best first, each step with all before it: what was
--   foreseen, what came, and what came beyond the holdout of the same depth by what both arms can show (see
--   measure/goals), each held out with its weight (see measure/cell_weights). Before a list is exported, only what is
--   foreseen; of several lists not exported, the newest.
--   error: squared standard error of what was added less its cost = treated^2 * (variance of value less cost of those
--   contacted / treated + weighted variance of the value of those held out / effective), effective: how many of them
--   would tell as much with equal weights.
-- asks: campaign
-- reads: measured_lists, arms, store.lists, store.list_members, store.list_treatments
-- writes: temp depths, one row per curve (before, after, added) and step: contacts, responses, value and cost up to
--   there, of "added" error and freedom, its degrees after Satterthwaite; NULL of the others, and where an arm has
--   fewer than two members. "after" is NULL before the list is out, "added" without a holdout.
-- source: delta method; Welch, Biometrika 34 (1947)
create or replace temp table depths as
with newest as (
    select max_by(list_key, newest) as list_key,
    from store.lists
    where campaign_id = getvariable('campaign') and status in ('draft', 'approved')
),

taken as (
    select list_key from measured_lists
    union all
    select list_key from newest
    where list_key is not null and not exists (select 1 from measured_lists)
),

listed as (
    select
        m.member_key, m.list_key, m.rank, m.is_control,
        m.propensity::double as propensity,
        t.unit_cost, t.value_per_response, t.response_cost,
        row_number() over (partition by m.member_key order by m.list_key) as turn,
    from store.list_members as m
    semi join taken as k on m.list_key = k.list_key
    inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
),

stepped as (
    select
        *,
        ntile(20) over (order by rank, propensity desc, list_key, member_key) as step,
    from listed
    where turn = 1
),

summed as (
    select
        s.step,
        count(*) filter (where not s.is_control) as contacts,
        sum(s.propensity::decimal(38, 12)) filter (where not s.is_control) as foreseen,
        sum((s.propensity * s.value_per_response::double)::decimal(38, 12)) filter (where not s.is_control)
            as foreseen_value,
        sum((s.unit_cost + s.propensity * s.response_cost::double)::decimal(38, 12)) filter (where not s.is_control)
            as planned_cost,
        count(*) filter (where not a.is_control) as treated,
        count(*) filter (where not a.is_control and a.is_responder) as responses,
        sum(a.value) filter (where not a.is_control) as value,
        count(*) filter (where not a.is_control and a.has_outcome) as outcomes,
        sum(a.outcome_value) filter (where not a.is_control) as outcome_value,
        sum(a.cost) filter (where not a.is_control) as cost,
        coalesce(sum(a.weight::decimal(38, 12)) filter (where a.is_control and a.has_outcome is not null), 0)
            as control,
        coalesce(sum(a.weight::decimal(38, 12)) filter (where a.is_control and a.has_outcome), 0)
            as control_outcomes,
        sum((a.outcome_value::double * a.weight)::decimal(38, 12)) filter (where a.is_control) as control_value,
        count(*) filter (where a.is_control and a.has_outcome is not null) as held,
        sum((a.weight * a.weight)::decimal(38, 12)) filter (where a.is_control and a.has_outcome is not null)
            as square_weight,
        sum((power(coalesce(a.outcome_value, 0)::double, 2) * a.weight)::decimal(38, 9))
        filter (where a.is_control and a.has_outcome is not null) as control_square,
        sum(coalesce(a.outcome_value, 0) - coalesce(a.cost, 0)) filter (where not a.is_control) as net,
        sum(power((coalesce(a.outcome_value, 0) - coalesce(a.cost, 0))::double, 2)::decimal(38, 9))
        filter (where not a.is_control) as net_square,
    from stepped as s
    left join arms as a on s.member_key = a.member_key and a.wave = 1
    group by s.step
),

so_far as (
    select
        step,
        sum(contacts) over up_to as contacts,
        (sum(foreseen) over up_to)::double as foreseen,
        (sum(foreseen_value) over up_to)::double as foreseen_value,
        (sum(planned_cost) over up_to)::double as planned_cost,
        sum(treated) over up_to as treated,
        sum(responses) over up_to as responses,
        (sum(value) over up_to)::double as value,
        sum(outcomes) over up_to as outcomes,
        (sum(outcome_value) over up_to)::double as outcome_value,
        (sum(cost) over up_to)::double as cost,
        (sum(control) over up_to)::double as control,
        (sum(control_outcomes) over up_to)::double as control_outcomes,
        (sum(control_value) over up_to)::double as control_value,
        sum(held) over up_to as held,
        (sum(square_weight) over up_to)::double as square_weight,
        (sum(control_square) over up_to)::double as control_square,
        (sum(net) over up_to)::double as net,
        (sum(net_square) over up_to)::double as net_square,
    from summed
    window up_to as (order by step rows unbounded preceding)
),

-- of each arm the squared standard error of its mean, scaled to those contacted
spread as (
    select
        *,
        treated * greatest(net_square - net * net / nullif(treated, 0), 0) / nullif(treated - 1, 0) as net_error,
        control * control / nullif(square_weight, 0) as effective,
        greatest(control_square / nullif(control, 0) - power(coalesce(control_value, 0) / nullif(control, 0), 2), 0)
            as control_variance,
        -- few held out of whom none answered are no sure thing: never less than among all held out
        treated * treated * greatest(control_variance, last(control_variance) over whole)
        / case when effective > 1 and held > 1 then effective - 1 end as control_error,
    from so_far
    window whole as (order by step rows between unbounded preceding and unbounded following)
),

curves as (
    select
        1 as place, 'before' as curve, step, contacts, foreseen as responses, foreseen_value as value,
        planned_cost as cost, null::double as error, null::double as freedom,
    from so_far
    union all
    select
        2 as place, 'after' as curve, step, treated as contacts, responses, value, cost, null as error, null as freedom,
    from so_far
    where exists (select 1 from measured_lists)
    union all
    select
        3 as place, 'added' as curve, step, treated as contacts,
        outcomes - control_outcomes / nullif(control, 0) * treated as responses,
        outcome_value - control_value / nullif(control, 0) * treated as value,
        cost,
        net_error + control_error as error,
        error * error
        / nullif(
            net_error * net_error / greatest(treated - 1, 1)
            + control_error * control_error / case when effective > 1 then effective - 1 end, 0
        ) as freedom,
    from spread
    where (select sum(control) from summed) > 0 and exists (select 1 from measured_lists)
)

select
    place, curve, step,
    contacts::bigint as contacts, responses::double as responses, value::double as value, cost::double as cost,
    error, freedom,
from curves
order by place, step;
