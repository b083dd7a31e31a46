-- undo/usage: the rows of usage that the load wrote go, and those that it took the place of come back.
-- asks: load_id
-- reads: store.former_usage
-- writes: store.usage
delete from store.usage
where load_id = getvariable('load_id');

insert into store.usage
select * exclude (_by_load_id),
from store.former_usage
where _by_load_id = getvariable('load_id')
order by month, member_key, product;
