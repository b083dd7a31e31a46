-- load/members: takes in the members of a file that are new, and those whose row differs from what is known.
-- asks: load_id
-- reads: arriving_members, new_members, store.member_loads, store.members, updated_members
-- writes: store.former_member_loads, store.former_members, store.member_loads, store.members, store.meta
insert into store.former_members by name
select getvariable('load_id')::integer as _by_load_id, m.*
from store.members as m
semi join updated_members as x on m.member_key = x.member_key;

insert into store.former_member_loads
select getvariable('load_id')::integer as _by_load_id, m.*
from store.member_loads as m
semi join updated_members as x on m.member_key = x.member_key;

delete from store.member_loads
where member_key in (select x.member_key from updated_members as x);

insert into store.member_loads
select member_key, getvariable('load_id')::integer as load_id
from updated_members
union all
select member_key, getvariable('load_id')::integer as load_id
from arriving_members
where is_new;

delete from store.members
where member_key in (select x.member_key from updated_members as x);

-- in one insert: see Workspace.unordered
insert into store.members
select * from updated_members
union all
select * from new_members;

-- what look-alikes make of the members' attributes is to be made anew
delete from store.meta
where key in ('profiles', 'addresses');
