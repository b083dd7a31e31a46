-- load/again_optouts: how many opt-outs of earlier loads the file says again.
-- asks: load_id
-- reads: said, store.persons, store.optouts
-- writes: store.said_again, one row per earlier load
insert into store.said_again
with arriving as (
    select distinct p.member_key, s.channel, s.opted_out_on, s.action, s.opted_out_at,
    from said as s
    inner join store.persons as p on s.member_id = p.member_id
)

select getvariable('load_id')::integer as load_id, o.load_id as of_load_id, count(*) as count_rows,
from store.optouts as o
semi join arriving as a
    on
        o.member_key = a.member_key
        and o.channel = a.channel
        and o.opted_out_on is not distinct from a.opted_out_on
        and o.action = a.action
        and o.opted_out_at is not distinct from a.opted_out_at
where o.load_id <> getvariable('load_id')::integer
group by o.load_id
order by o.load_id;
