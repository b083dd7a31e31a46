-- load/new_address_optouts: what is said from phones and e-mail addresses and was not known.
-- reads: said, said_addresses, store.address_optouts
-- writes: temp new_address_optouts, one row per address, channel, day, time and action
create or replace temp table new_address_optouts as
with arriving as (
    select
        a.kind, a.address, s.channel, s.opted_out_on, s.action, s.opted_out_at, a.is_hidden,
        bool_and(a.is_by_id) as is_by_id,
        min(s.line) as line,
    from said_addresses as a
    inner join said as s on a.line = s.line
    group by all
),

opened as (
    select kind, address, opted_out_on, max(coalesce(load_id, 0)) as load_id,
    from store.address_optouts
    where action = 'in' and opted_out_at is null
    group by all
),

-- who refuses again on the day of an opt-in that came later is heard again
known as (
    select o.*,
    from store.address_optouts as o
    left join opened as i on o.kind = i.kind and o.address = i.address and o.opted_out_on = i.opted_out_on
    where o.action = 'in' or o.opted_out_at is not null or coalesce(coalesce(o.load_id, 0) >= i.load_id, true)
)

select a.*,
from arriving as a
anti join known as o
    on
        a.kind = o.kind
        and a.address = o.address
        and a.channel = o.channel
        and a.opted_out_on is not distinct from o.opted_out_on
        and a.action = o.action
        and a.opted_out_at is not distinct from o.opted_out_at;
