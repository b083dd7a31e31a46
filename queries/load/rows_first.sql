-- load/rows_first: the rows of a members file where nobody is known yet and no id comes twice: each is a new member,
--   known by its place in the file. Whatever else comes is for load/members_arriving.
-- reads: typed
-- writes: temp view rows_first, one row per member, with all columns of typed
create or replace temp view rows_first as
select
    (t.line - (select min(f.line) from typed as f) + 1)::integer as member_key,
    true as is_new,
    t.* exclude (line),
from typed as t;
