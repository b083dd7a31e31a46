-- value/value_cells: how many of each cell were contacted, and how many held out, for measure/cell_weights.
-- reads: value_arms
-- writes: temp value_cells, one row per campaign and cell
create or replace temp table value_cells as
select
    campaign_key as campaign,
    cell,
    count(*) filter (where not is_control) as treated,
    count(*) filter (where is_control) as control,
from value_arms
group by campaign_key, cell;
