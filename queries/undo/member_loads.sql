-- undo/member_loads: of the members that the load changed, the load before it wrote the row that came back.
-- asks: load_id
-- reads: store.former_member_loads, store.members
-- writes: store.member_loads
delete from store.member_loads
where load_id = getvariable('load_id');

insert into store.member_loads
select f.member_key, f.load_id,
from store.former_member_loads as f
semi join store.members as m on f.member_key = m.member_key
where f._by_load_id = getvariable('load_id')
order by f.member_key;
