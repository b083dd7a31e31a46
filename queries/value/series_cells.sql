-- value/series_cells: how many of each cell of a series were for it, and how many held out, for measure/cell_weights.
-- reads: series_people
-- writes: temp series_cells, one row per series and cell
create temp table series_cells as
select
    campaign_id as campaign,
    cell,
    count(*) filter (where not is_control) as treated,
    count(*) filter (where is_control) as control,
from series_people
group by campaign_id, cell;
