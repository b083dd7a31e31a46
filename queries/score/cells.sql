-- score/cells: keeps what each contact was to bring, and how much it weighs by its age.
-- reads: cells_now
-- writes: store.cells, all but its keys, days and counts anew
delete from store.cells;

insert into store.cells
select * from cells_now
order by cell_key;
