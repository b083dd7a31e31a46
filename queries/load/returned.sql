-- load/returned: members who had left and are named again.
-- reads: arriving_members, store.departed
-- writes: temp returned, one row per member
create or replace temp table returned as
select d.member_key,
from store.departed as d
semi join arriving_members as a on d.member_key = a.member_key;
