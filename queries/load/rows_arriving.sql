-- load/rows_arriving: the last row of each member in a members file, with all columns of typed.
-- reads: members_arriving, typed
-- writes: temp view rows_arriving, one row per member
create or replace temp view rows_arriving as
select a.member_key, a.is_new, t.* exclude (line, member_id) replace (a.joined_on as joined_on),
from typed as t
inner join members_arriving as a on t.line = a.line;
