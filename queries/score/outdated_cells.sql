-- score/outdated_cells: the cells of the campaigns that changed, as they were before.
-- reads: store.cells, changed
-- writes: temp outdated_cells, one row per cell
create or replace temp table outdated_cells as
select cell_key
from store.cells
semi join changed using (campaign_key);
