-- undo/members: the rows of members that the load wrote go, and those that it changed come back as they were; but for
--   members who were erased since, of whom no former row is kept.
-- asks: load_id
-- reads: store.member_loads, store.former_members
-- writes: store.members; store.meta, without what says that profiles and addresses are those of the members
delete from store.members
where member_key in (
    select m.member_key
    from store.member_loads as m
    where m.load_id = getvariable('load_id')
);

insert into store.members by name
select * exclude (_by_load_id),
from store.former_members
where _by_load_id = getvariable('load_id')
order by member_key;

delete from store.meta
where key in ('profiles', 'addresses');
