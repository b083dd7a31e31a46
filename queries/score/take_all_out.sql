-- score/take_all_out: takes all evidence out, for a full rebuild.
-- writes: store.trials, store.cells, store.choices, store.draws, emptied
delete from store.trials;

delete from store.cells;

delete from store.choices;

delete from store.draws;
