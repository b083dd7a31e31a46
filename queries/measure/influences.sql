-- measure/influences: what an answer of one member moves of what was added, slice by slice: by 1 - rate where a member
--   who was contacted has the outcome and by -rate where not; of those held out -(treated / control) times as much; of
--   its value likewise. Cell by cell where the lift is (see measure/stratified), else of the arms as they are.
-- reads: strata, stratified, slice_arms, lift, measured
-- writes: temp influences, one row per slice with a lift, cell and arm: factor, rate, mean; is_valued, is_paid:
--   whether the added value is known, and its cost too; campaign_number where slices are campaigns
-- source: influence functions: Hampel, Journal of the American Statistical Association 69 (1974)
create or replace temp table influences as
with compared as (
    select
        m.campaign_number, l.slice,
        d.slice is not null as is_by_cell,
        l.incremental_value is not null as is_valued,
        l.incremental_value is not null and l.cost is not null as is_paid,
    from lift as l
    left join measured as m on l.slice = m.campaign_id
    left join stratified as d on l.slice = d.slice and d.is_all = 0
    where l.is_all = 0 and l.difference is not null
),

cell as (
    select
        c.campaign_number, c.slice, c.is_valued, c.is_paid, s.cell, s.is_control, s.members,
        if(c.is_by_cell, s.responses / s.members, w.responses / w.members) as rate,
        if(c.is_by_cell, coalesce(s.outcome_value, 0) / s.members, coalesce(w.outcome_value, 0) / w.members) as mean,
        if(c.is_by_cell, coalesce(t.members, 0) / s.members, o.members / w.members) as scale,
        s.responses,
        coalesce(s.outcome_value, 0) as outcome_value,
        coalesce(s.variance, 0) as variance,
    from compared as c
    inner join strata as s on c.slice = s.slice and s.is_all = 0
    inner join slice_arms as w on c.slice = w.slice and w.is_all = 0 and s.is_control = w.is_control
    inner join slice_arms as o on c.slice = o.slice and o.is_all = 0 and not o.is_control
    left join strata as t on c.slice = t.slice and t.is_all = 0 and not t.is_control and s.cell = t.cell
)

select
    campaign_number, slice, cell, is_control, is_valued, is_paid, rate, mean,
    if(is_control, -scale, 1)::double as factor,
    factor * factor * (responses * (1 - 2 * rate) + members * rate * rate) as rows_answers,
    factor * factor * ((members - 1) * variance + members * power(outcome_value / members - mean, 2)) as rows_value,
from cell;
