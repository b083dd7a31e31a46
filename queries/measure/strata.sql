-- measure/strata: the sums of each arm that a lift is made of, cell by cell: those contacted and those held out of one
--   cell are alike but for chance, whatever share of it was held out.
-- asks: is_apart (false): whether slices are looked at alone, without all of them together
-- reads: compared
-- writes: temp strata, one row per slice ("all" too), cell and arm: members, delivered, answers, unseen (answers of who
--   did not show the outcome), watched (of whom it is known), responses (who showed it); value, outcome_value: sums,
--   NULL where there were some and none has a value; variance: of the outcome's value among members
create or replace temp table strata as
with member as (
    select *, 0 as is_all,
    from compared
    union all
    select * replace ('all' as slice), 1 as is_all,
    from compared
    where not coalesce(getvariable('is_apart'), false)
)

select
    slice, is_all, stratum as cell, is_control,
    count(*) as members,
    count(*) filter (where delivered) as delivered,
    count(*) filter (where is_responder) as answers,
    count(*) filter (where is_responder and not has_outcome) as unseen,
    count(has_outcome) as watched,
    count(*) filter (where has_outcome) as responses,
    count(value) filter (where is_responder) as valued_answers,
    sum(value)::double as value,
    count(outcome_value) filter (where has_outcome) as valued_responses,
    sum(outcome_value)::double as outcome_value,
    -- of exact sums, so that the last digit is always the same, whatever the order
    greatest(
        coalesce(sum(power(outcome_value::double, 2)::decimal(38, 9)), 0)::double
        - power(coalesce(sum(outcome_value), 0)::double, 2) / count(*),
        0
    ) / nullif(count(*) - 1, 0) as variance,
    sum(cost)::double as cost,
from member
group by slice, is_all, stratum, is_control;
