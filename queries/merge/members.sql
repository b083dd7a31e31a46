-- merge/members: what the members files said of the ids that become others fills what is not known of those others, the
--   longest known first; the day of joining is the earliest of them.
-- reads: merging, merged_rows (rows of store.members of all of them, put together), merged_people, store.members
-- writes: store.members; temp merged_members, one row per person who stays: new_key, was_loaded
create or replace temp table merged_members as
select new_key, new_key in (select m.member_key from store.members as m) as was_loaded,
from merging
group by new_key;

delete from store.members
where member_key in (select x.member_key from merged_people as x);

insert into store.members
select * from merged_rows
order by member_key;

drop table merged_rows;
