-- measure/slice_arms: the cells of each slice taken together, arm by arm.
-- reads: strata
-- writes: temp slice_arms, one row per slice ("all" too) and arm: sums as in measure/strata; value is NULL where there
--   were answers and none has a value, outcome_value likewise; variance: of the outcome's value among all members
create or replace temp table slice_arms as
with whole as (
    select
        slice, is_all, is_control,
        sum(members)::bigint as members,
        sum(delivered)::bigint as delivered,
        sum(answers)::bigint as answers,
        sum(unseen)::bigint as unseen,
        sum(watched)::bigint as watched,
        sum(responses)::bigint as responses,
        case when sum(answers) = 0 or sum(valued_answers) > 0 then sum(value order by cell) end as value,
        case when sum(responses) = 0 or sum(valued_responses) > 0 then sum(outcome_value order by cell) end
            as outcome_value,
        coalesce(sum(outcome_value order by cell), 0) / sum(members) as mean,
        sum(cost order by cell) as cost,
    from strata
    group by slice, is_all, is_control
),

spread as (
    select
        s.slice, s.is_all, s.is_control,
        sum((s.members - 1) * coalesce(s.variance, 0) order by s.cell)
        + sum(s.members * power(coalesce(s.outcome_value, 0) / s.members - w.mean, 2) order by s.cell) as squares,
    from strata as s
    inner join whole as w on s.slice = w.slice and s.is_all = w.is_all and s.is_control = w.is_control
    group by s.slice, s.is_all, s.is_control
)

select w.* exclude (mean), s.squares / nullif(w.members - 1, 0) as variance,
from whole as w
inner join spread as s on w.slice = s.slice and w.is_all = s.is_all and w.is_control = s.is_control;
