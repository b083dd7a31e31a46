-- score/touched: the members whose evidence changed: those of changed campaigns as they were, and as they are.
-- reads: touched_before, store.trials, new_cells
-- writes: temp touched, one row per member
create or replace temp table touched as
select member_key
from touched_before
union
select t.member_key
from store.trials as t
semi join new_cells as n on t.cell_key = n.cell_key;
