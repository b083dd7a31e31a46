-- score/take_out: takes out the evidence of the campaigns that changed, before what it is now takes its place.
-- reads: changed, store.cells, store.trials
-- writes: store.trials, store.cells, without those campaigns; temp touched, one row per member who had such evidence
create or replace temp table gone as
select cell_key
from store.cells
semi join changed using (campaign_key);

create or replace temp table touched as
select distinct member_key
from store.trials
semi join gone using (cell_key);

delete from store.trials
where cell_key in (select g.cell_key from gone as g);

delete from store.cells
where cell_key in (select g.cell_key from gone as g);

drop table gone;
