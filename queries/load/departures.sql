-- load/departures: keeps who left, being missing from a file of the whole base, and who is back, being named again.
-- asks: load_id; is_whole: the file holds the whole base
-- reads: missing, returned
-- writes: store.departures
insert into store.departures
select member_key, getvariable('load_id') as load_id, false as has_left,
from returned
union all
select member_key, getvariable('load_id') as load_id, true as has_left,
from missing
where getvariable('is_whole')
order by member_key;
