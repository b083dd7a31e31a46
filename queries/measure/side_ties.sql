-- measure/side_ties: how two campaigns' figures hang together by the members who are in both: the correlation of what
--   each figure is made of, member by member (see measure/influences), 0 where nobody is in both.
-- asks: first (the number of the first of the two)
-- reads: by_side, slice_arms, influences
-- writes: temp side_ties, one row per slice, '' for all: answers, outcomes (rates of those contacted), added (their
--   lifts), value (added per contact); shared: members who are in both
create or replace temp table side_ties as
with moved as (
    select
        substr(b.slice, 2) as slice,
        b.member_key,
        b.campaign_number = getvariable('first') as is_first,
        if(b.is_control, 0, in_large_steps(b.is_responder::integer - s.answers / s.members)) as answers,
        if(b.is_control, 0, in_large_steps(b.has_outcome::integer - s.responses / s.members)) as outcomes,
        in_large_steps(i.factor * (b.has_outcome::integer - i.rate)) as added,
        in_large_steps(i.factor * (coalesce(b.outcome_value, 0)::double - i.mean)) as value,
    from by_side as b
    inner join slice_arms as s on b.slice = s.slice and b.is_control = s.is_control and s.is_all = 0
    left join influences as i
        on b.slice = i.slice and b.stratum = i.cell and b.is_control = i.is_control
),

member as (
    select
        slice,
        member_key,
        count(distinct is_first) > 1 as is_both,
        coalesce(sum(answers) filter (where is_first), 0) as answers,
        coalesce(sum(outcomes) filter (where is_first), 0) as outcomes,
        coalesce(sum(added) filter (where is_first), 0) as added,
        coalesce(sum(value) filter (where is_first), 0) as value,
        coalesce(sum(answers) filter (where not is_first), 0) as other_answers,
        coalesce(sum(outcomes) filter (where not is_first), 0) as other_outcomes,
        coalesce(sum(added) filter (where not is_first), 0) as other_added,
        coalesce(sum(value) filter (where not is_first), 0) as other_value,
    from moved
    group by slice, member_key
),

summed as (
    select
        slice,
        count(*) filter (where is_both) as shared,
        sum((answers * answers)::decimal(38, 6))::double as answers_own,
        sum((other_answers * other_answers)::decimal(38, 6))::double as answers_other,
        sum((answers * other_answers)::decimal(38, 6))::double as answers_both,
        sum((outcomes * outcomes)::decimal(38, 6))::double as outcomes_own,
        sum((other_outcomes * other_outcomes)::decimal(38, 6))::double as outcomes_other,
        sum((outcomes * other_outcomes)::decimal(38, 6))::double as outcomes_both,
        sum((added * added)::decimal(38, 6))::double as added_own,
        sum((other_added * other_added)::decimal(38, 6))::double as added_other,
        sum((added * other_added)::decimal(38, 6))::double as added_both,
        sum((value * value)::decimal(38, 6))::double as value_own,
        sum((other_value * other_value)::decimal(38, 6))::double as value_other,
        sum((value * other_value)::decimal(38, 6))::double as value_both,
    from member
    group by slice
)

select
    slice,
    shared,
    coalesce(answers_both / nullif(sqrt(answers_own * answers_other), 0), 0) as answers,
    coalesce(outcomes_both / nullif(sqrt(outcomes_own * outcomes_other), 0), 0) as outcomes,
    coalesce(added_both / nullif(sqrt(added_own * added_other), 0), 0) as added,
    coalesce(value_both / nullif(sqrt(value_own * value_other), 0), 0) as value,
from summed;
