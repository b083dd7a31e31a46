-- measure/against: two campaigns beside one another, slice by slice, and how far apart they are: first less other, with
--   95 % intervals. Each slice of a campaign is compared with its own holdout alone.
--   answers_gap: of the rates of all answers of those contacted (engagement); outcome_gap: of the rates of the one
--   outcome that both arms of both campaigns can show; lift_gap: of the lifts; both are NULL where the campaigns do not
--   count the same outcome. value_gap: of the added values per contact.
--   Intervals by square-and-add from those of each campaign (Wilson, Newcombe), less what they have in common by the
--   members who are in both: low = gap - sqrt(d1 d1 + d2 d2 - 2 r d1 d2), with d1 = first - its low, d2 = the other's
--   high - other, r their correlation (see measure/side_ties).
-- asks: first (the number of the first of the two); is_same (whether both count the same outcome); z
--   (1.959963984540054)
-- reads: lift, side_ties, measured
-- gives: one row per slice, "all" first; what one of the two cannot show is NULL; shared: members who are in both
-- source: Zou and Donner, Statistics in Medicine 27 (2008); Zou, Statistics in Medicine 27 (2008), for what correlates
with asked as (
    select coalesce(getvariable('z'), 1.959963984540054)::double as z,
),

side as (
    select
        l.* exclude (slice, is_all),
        substr(l.slice, 2) as slice,
        m.campaign_id as campaign,
        m.campaign_number = getvariable('first') as is_first,
        case when getvariable('is_same') then l.rate end as outcome_rate,
        l.incremental_value / nullif(l.treated, 0) as added_value,
        a.z * sqrt(l.value_error + l.control_value_error) as value_reach,
        a.z * a.z / nullif(l.treated, 0) as zz,
        a.z * sqrt(l.answer_rate * (1 - l.answer_rate) / nullif(l.treated, 0) + zz / 4 / nullif(l.treated, 0))
            as answers_spread,
        a.z * sqrt(l.rate * (1 - l.rate) / nullif(l.treated, 0) + zz / 4 / nullif(l.treated, 0)) as outcome_spread,
        (l.answer_rate + zz / 2 - answers_spread) / (1 + zz) as answers_low,
        (l.answer_rate + zz / 2 + answers_spread) / (1 + zz) as answers_high,
        (l.rate + zz / 2 - outcome_spread) / (1 + zz) as outcome_low,
        (l.rate + zz / 2 + outcome_spread) / (1 + zz) as outcome_high,
    from lift as l
    cross join asked as a
    inner join measured as m on left(l.slice, 1) = m.campaign_number::varchar
    where l.is_all = 0
),

first_side as (
    select * from side
    where is_first
),

other_side as (
    select * from side
    where not is_first
),

paired as (
    select
        coalesce(f.slice, o.slice) as slice,
        f,
        o,
        coalesce(t.shared, 0) as shared,
        coalesce(t.answers, 0) as answers_tie,
        coalesce(t.outcomes, 0) as outcomes_tie,
        coalesce(t.added, 0) as added_tie,
        coalesce(t.value, 0) as value_tie,
    from first_side as f
    full join other_side as o on f.slice = o.slice
    left join side_ties as t on coalesce(f.slice, o.slice) = t.slice
),

apart as (
    select
        *,
        f.answer_rate - o.answer_rate as answers_gap,
        f.answer_rate - f.answers_low as answers_d1,
        f.answers_high - f.answer_rate as answers_u1,
        o.answer_rate - o.answers_low as answers_d2,
        o.answers_high - o.answer_rate as answers_u2,
        f.outcome_rate - o.outcome_rate as outcome_gap,
        f.rate - f.outcome_low as outcome_d1,
        f.outcome_high - f.rate as outcome_u1,
        o.rate - o.outcome_low as outcome_d2,
        o.outcome_high - o.rate as outcome_u2,
        case when getvariable('is_same') then f.difference - o.difference end as lift_gap,
        f.difference - f.difference_low as lift_d1,
        f.difference_high - f.difference as lift_u1,
        o.difference - o.difference_low as lift_d2,
        o.difference_high - o.difference as lift_u2,
        f.added_value - o.added_value as value_gap,
        sqrt(
            f.value_reach * f.value_reach + o.value_reach * o.value_reach
            - 2 * value_tie * f.value_reach * o.value_reach
        ) as value_reach,
    from paired
)

select
    if(slice = '', 'all', slice) as slice,
    shared,
    f.treated as contacts,
    f.answers,
    f.answer_rate,
    f.outcome_rate,
    f.control,
    f.control_rate,
    f.difference,
    f.difference_low,
    f.difference_high,
    f.incremental_responses,
    f.value,
    f.incremental_value,
    f.added_value,
    f.cost,
    f.cost_per_response,
    f.cost_per_added,
    f.return,
    o.treated as other_contacts,
    o.answers as other_answers,
    o.answer_rate as other_answer_rate,
    o.outcome_rate as other_outcome_rate,
    o.control as other_control,
    o.control_rate as other_control_rate,
    o.difference as other_difference,
    o.difference_low as other_difference_low,
    o.difference_high as other_difference_high,
    o.incremental_responses as other_incremental_responses,
    o.value as other_value,
    o.incremental_value as other_incremental_value,
    o.added_value as other_added_value,
    o.cost as other_cost,
    o.cost_per_response as other_cost_per_response,
    o.cost_per_added as other_cost_per_added,
    o.return as other_return,
    answers_gap,
    answers_gap - sqrt(answers_d1 * answers_d1 + answers_u2 * answers_u2 - 2 * answers_tie * answers_d1 * answers_u2)
        as answers_gap_low,
    answers_gap + sqrt(answers_u1 * answers_u1 + answers_d2 * answers_d2 - 2 * answers_tie * answers_u1 * answers_d2)
        as answers_gap_high,
    outcome_gap,
    outcome_gap - sqrt(outcome_d1 * outcome_d1 + outcome_u2 * outcome_u2 - 2 * outcomes_tie * outcome_d1 * outcome_u2)
        as outcome_gap_low,
    outcome_gap + sqrt(outcome_u1 * outcome_u1 + outcome_d2 * outcome_d2 - 2 * outcomes_tie * outcome_u1 * outcome_d2)
        as outcome_gap_high,
    lift_gap,
    lift_gap - sqrt(lift_d1 * lift_d1 + lift_u2 * lift_u2 - 2 * added_tie * lift_d1 * lift_u2) as lift_gap_low,
    lift_gap + sqrt(lift_u1 * lift_u1 + lift_d2 * lift_d2 - 2 * added_tie * lift_u1 * lift_d2) as lift_gap_high,
    value_gap,
    value_gap - value_reach as value_gap_low,
    value_gap + value_reach as value_gap_high,
from apart
order by slice <> '', slice;
