-- load/members_arriving: who a members file names, with the last row of the file that does.
-- reads: arriving_persons, store.members
-- writes: temp members_arriving, one row per member
create or replace temp table members_arriving as
select a.member_key, a.line, a.joined_on, m.member_key is null as is_new,
from arriving_persons as a
left join store.members as m on a.member_key = m.member_key;
