-- load/departures: keeps who left, being missing from a file of the whole base, and who is back, being named again.
-- asks: load_id; is_whole: the file holds the whole base
-- reads: missing, arriving_members, store.departed
-- writes: store.departures, one row per member who left or is back; temp returned, those who are back
create or replace temp table returned as
select d.member_key,
from store.departed as d
semi join arriving_members as a on d.member_key = a.member_key;

insert into store.departures
select member_key, getvariable('load_id') as load_id, false as has_left,
from returned
union all
select member_key, getvariable('load_id') as load_id, true as has_left,
from missing
where getvariable('is_whole')
order by member_key;
