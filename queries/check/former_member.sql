-- check/former_member: members of a list who have left since it was made.
-- reads: listed, former_members
-- gives: one row per such member
select l.member_key, l.member_id, f.file,
from listed as l
inner join former_members as f on l.member_id = f.member_id
order by l.rank;
