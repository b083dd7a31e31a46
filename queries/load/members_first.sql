-- load/members_first: who a members file names, where nobody is known yet and no id comes twice: each row is a new
--   member, known by its place in the file. Whatever else comes is for load/members_arriving.
-- reads: typed, store.persons (empty)
-- writes: temp view rows_first, one row per member with all columns of typed; temp members_first, one row per member;
--   store.persons, one row per id
create or replace temp view rows_first as
select
    (t.line - (select min(f.line) from typed as f) + 1)::integer as member_key,
    true as is_new,
    t.* exclude (line),
from typed as t;

create or replace temp table members_first as
select member_key, is_new,
from rows_first;

-- a join lets rows be written as they come: to keep them in order makes small pieces, which are all written again
insert into store.persons
select a.member_key, a.member_id
from rows_first as a
anti join store.persons as p on a.member_id = p.member_id;
