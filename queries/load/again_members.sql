-- load/again_members: how many members of earlier loads the file says again, as they stand.
-- asks: load_id
-- reads: arriving_members, store.member_loads
-- writes: store.said_again, one row per earlier load
insert into store.said_again
select getvariable('load_id')::integer as load_id, m.load_id as of_load_id, count(*) as count_rows,
from store.member_loads as m
semi join arriving_members as a on m.member_key = a.member_key
where m.load_id <> getvariable('load_id')::integer
group by m.load_id
order by m.load_id;
