-- load/members_changed: which rows of a members file are new or differ from what is known.
-- reads: merged (as store.members), store.members
-- writes: store.members; temp tally, one row
create or replace temp table changed as
select * from merged
except
select * from store.members;

create or replace temp table tally as
select
    count(*) filter (where m.member_key is null) as kept,
    count(*) filter (where m.member_key is not null) as updated,
from changed as x
left join store.members as m using (member_key);

delete from store.members
where member_key in (select x.member_key from changed as x);

insert into store.members
select * from changed
order by member_key;
