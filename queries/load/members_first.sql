-- load/members_first: who a members file names, where nobody is known yet and no id comes twice: each row is a new
--   member, known by its place in the file. Whatever else comes is for load/members_arriving.
-- reads: typed, store.persons (empty)
-- writes: temp view arriving, one row per member with all columns of typed; temp arriving_members, one row per member;
--   store.persons, one row per id
create or replace temp view arriving as
select
    (t.line - (select min(f.line) from typed as f) + 1)::integer as member_key,
    true as is_new,
    t.* exclude (line),
from typed as t;

create or replace temp table arriving_members as
select member_key, is_new,
from arriving;

-- a join lets rows be written as they come: to keep them in order makes small pieces, which are all written again
insert into store.persons
select a.member_key, a.member_id
from arriving as a
anti join store.persons as p on a.member_id = p.member_id;
