-- score/take_out: takes out the evidence of the campaigns that changed, before what it is now takes its place.
-- reads: outdated_cells
-- writes: store.trials, store.cells, store.choices, without those campaigns
delete from store.trials
where cell_key in (select g.cell_key from outdated_cells as g);

delete from store.choices
where cell_key in (select g.cell_key from outdated_cells as g);

delete from store.cells
where cell_key in (select g.cell_key from outdated_cells as g);

drop table outdated_cells;
