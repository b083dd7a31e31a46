-- load/members_first: who a members file names, where nobody is known yet and no id comes twice.
-- reads: rows_first
-- writes: temp members_first, one row per member
create or replace temp table members_first as
select member_key, is_new,
from rows_first;
