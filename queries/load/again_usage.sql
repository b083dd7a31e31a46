-- load/again_usage: how many rows of earlier loads the file says again, as they stand.
-- asks: load_id
-- reads: typed, named (member_id, member_key), store.usage
-- writes: store.said_again, one row per earlier load
insert into store.said_again
with arriving as (
    select distinct p.member_key, t.month, t.product,
    from typed as t
    inner join named as p using (member_id)
)

select getvariable('load_id')::integer as load_id, u.load_id as of_load_id, count(*) as count_rows,
from store.usage as u
semi join arriving as a on u.member_key = a.member_key and u.month = a.month and u.product = a.product
where u.load_id <> getvariable('load_id')::integer
group by u.load_id
order by u.load_id;
