-- load/again_addresses: how many opt-outs by phone or e-mail address of earlier loads the file says again.
-- asks: load_id
-- reads: said, said_addresses, store.address_optouts
-- writes: store.said_again, one row per earlier load
insert into store.said_again
with arriving as (
    select distinct a.kind, a.address, s.channel, s.opted_out_on, s.action, s.opted_out_at,
    from said_addresses as a
    inner join said as s on a.line = s.line
)

select getvariable('load_id')::integer as load_id, o.load_id as of_load_id, count(*) as count_rows,
from store.address_optouts as o
semi join arriving as a
    on
        o.kind = a.kind
        and o.address = a.address
        and o.channel = a.channel
        and o.opted_out_on is not distinct from a.opted_out_on
        and o.action = a.action
        and o.opted_out_at is not distinct from a.opted_out_at
where o.load_id <> getvariable('load_id')::integer
group by o.load_id
order by o.load_id;
