-- score/touched_before: the members who had evidence of the campaigns that changed.
-- reads: store.trials, outdated_cells
-- writes: temp touched_before, one row per member
create or replace temp table touched_before as
select distinct member_key
from store.trials
semi join outdated_cells using (cell_key);
