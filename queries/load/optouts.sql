-- load/optouts: takes in an opt-outs file; a row equal in every column to a known one is a duplicate.
-- asks: load_id
-- reads: typed, store.persons, store.optouts
-- writes: store.optouts; temp tally, one row
create or replace temp table changed as
select p.member_key, t.channel, t.opted_out_on, t.action,
from typed as t
inner join store.persons as p using (member_id)
except
select * exclude (load_id) from store.optouts;

create or replace temp table tally as
select count(*) as kept, 0 as updated,
from changed;

insert into store.optouts
select *, getvariable('load_id')::integer as load_id
from changed
order by all;
