-- merge/members: what the members files said of the ids that become others fills what is not known of those others, the
--   longest known first; the day of joining is the earliest of them.
-- reads: merged_people, merged_rows (rows of store.members of all of them, put together)
-- writes: store.members
delete from store.members
where member_key in (select x.member_key from merged_people as x);

insert into store.members
select * from merged_rows
order by member_key;

drop table merged_rows;
