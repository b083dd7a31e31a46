-- measure/stratified: what each slice's own holdout says of those contacted, cell by cell, where there are several:
--   each cell counts as many as were contacted in it.
--   control_rate = sum of share * rate of those held out, share = contacted of the cell / contacted of all;
--   control_error, treated_error: squared standard errors of the two rates, sum of share squared * p (1 - p) / n, with
--   p of each cell drawn by one member toward the rate of its arm, as a cell in which nobody answered is no sure thing;
--   null_error: that of the difference where nothing but chance parts the arms, by the rate of both arms of a cell.
-- reads: strata, slice_arms
-- writes: temp stratified, one row per slice with several cells, each of which was held out in part: where a cell was
--   contacted and has no holdout, nothing stands for it, and the arms are taken as they are
-- source: Miratrix, Sekhon and Yu, Journal of the Royal Statistical Society B 75 (2013)
create or replace temp table stratified as
with cell as (
    select
        t.slice, t.is_all, t.cell,
        t.members as treated,
        coalesce(c.members, 0) as control,
        t.responses,
        c.responses as control_responses,
        coalesce(c.outcome_value, 0) / c.members as control_mean,
        t.variance,
        c.variance as control_variance,
    from strata as t
    left join strata as c on c.is_control and t.slice = c.slice and t.is_all = c.is_all and t.cell = c.cell
    where not t.is_control
),

several as (
    select slice, is_all
    from cell
    group by slice, is_all
    having count(*) > 1 and bool_and(control > 0)
),

drawn as (
    select
        c.slice, c.is_all, c.cell, c.treated, c.control, c.control_mean,
        c.control_responses / c.control as control_rate,
        coalesce(c.variance, t.variance) as variance,
        coalesce(c.control_variance, h.variance) as control_variance,
        c.treated / t.members as share,
        (c.responses + (t.responses + 0.5) / (t.members + 1)) / (c.treated + 1) as p,
        (c.control_responses + (h.responses + 0.5) / (h.members + 1)) / (c.control + 1) as control_p,
        (c.responses + c.control_responses) / (c.treated + c.control) as both_p,
    from cell as c
    semi join several as s on c.slice = s.slice and c.is_all = s.is_all
    inner join slice_arms as t on not t.is_control and c.slice = t.slice and c.is_all = t.is_all
    inner join slice_arms as h on h.is_control and c.slice = h.slice and c.is_all = h.is_all
)

select
    slice, is_all,
    sum(share * control_rate order by cell) as control_rate,
    sum(share * control_mean order by cell) as control_mean,
    sum(share * share * p * (1 - p) / treated order by cell) as treated_error,
    sum(share * share * control_p * (1 - control_p) / control order by cell) as control_error,
    sum(share * share * both_p * (1 - both_p) * (1 / treated + 1 / control) order by cell) as null_error,
    sum(share * share * variance / treated order by cell) as value_error,
    sum(share * share * control_variance / control order by cell) as control_value_error,
from drawn
group by slice, is_all;
