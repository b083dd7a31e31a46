-- load/own_here: the ids of a file that an export gave to addresses of one's own, seed:NAME: nobody's, so their rows
--   are left out. A member who really had such an id would be left out as well.
-- reads: named_ids (member_id of the file, one row per id, and member_key where the file is one of contacts)
-- writes: temp own_here, one row per id
create or replace temp table own_here as
select member_id, member_key,
from named_ids
where starts_with(member_id, 'seed:');
