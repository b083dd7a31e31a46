-- load/members: takes in the members of a file that are new, and those whose row differs from what is known.
-- reads: arriving_members, new_members (a view of those rows as in store.members), updated_members (as store.members)
-- writes: store.members; temp tally, one row; store.meta, without what says that profiles are those of the members
create or replace temp table tally as
select
    (select count(*) from arriving_members where is_new) as kept,
    (select count(*) from updated_members) as updated;

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
