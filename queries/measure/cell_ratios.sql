-- measure/cell_ratios: how many of each cell of the list were held out, and how many its plan would hold out.
-- reads: measured_lists, arms
-- gives: one row per cell in order of names, none of a list with one cell: listed, control, expected_control
with cell as (
    select
        a.stratum as cell,
        count(*) as listed,
        count(*) filter (where a.is_control) as control,
        sum(l.holdout_share::decimal(38, 12))::double as expected_control,
    from arms as a
    inner join measured_lists as l on a.list_key = l.list_key
    group by a.stratum
)

select *,
from cell
qualify count(*) over () > 1
order by cell;
