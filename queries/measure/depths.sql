-- measure/depths: a list cut in twenty steps of its ranks, the best first, each step with all before it: what was
--   foreseen, what came, and what came beyond the holdout of the same depth, each with its weight (see
--   measure/cell_weights). Before a list is exported, only what is foreseen; of several lists not exported, the newest.
-- asks: campaign
-- reads: measured_lists, arms, store.lists, store.list_members, store.list_treatments
-- writes: temp depths, one row per curve (before, after, added) and step: contacts, responses, value and cost up to
--   there. "after" is NULL before the list is out, "added" without a holdout.
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
    from summed
    window up_to as (order by step rows unbounded preceding)
),

curves as (
    select
        1 as place, 'before' as curve, step, contacts, foreseen as responses, foreseen_value as value,
        planned_cost as cost,
    from so_far
    union all
    select 2 as place, 'after' as curve, step, treated as contacts, responses, value, cost,
    from so_far
    where exists (select 1 from measured_lists)
    union all
    select
        3 as place, 'added' as curve, step, treated as contacts,
        outcomes - control_outcomes / nullif(control, 0) * treated as responses,
        outcome_value - control_value / nullif(control, 0) * treated as value,
        cost,
    from so_far
    where (select sum(control) from summed) > 0 and exists (select 1 from measured_lists)
)

select
    place, curve, step,
    contacts::bigint as contacts, responses::double as responses, value::double as value, cost::double as cost,
from curves
order by place, step;
