-- load/persons_first: gives every member id of a members file that was never seen a key.
-- reads: rows_first, store.persons
-- writes: store.persons, one row per id
-- a join lets rows be written as they come: to keep them in order makes small pieces, which are all written again
insert into store.persons
select a.member_key, a.member_id
from rows_first as a
anti join store.persons as p on a.member_id = p.member_id;
