-- load/address_optouts: takes in what is said from phones and e-mail addresses; what is known is a duplicate.
-- asks: load_id
-- reads: said, said_addresses, store.address_optouts
-- writes: store.address_optouts; temp new_lines, the rows of the file that bring something new
create or replace temp table changed as
select
    a.kind, a.address, s.channel, s.opted_out_on, s.action, s.opted_out_at, a.is_hidden,
    bool_and(a.is_by_id) as is_by_id,
    min(s.line) as line,
from said_addresses as a
inner join said as s on a.line = s.line
group by all;

-- who refuses again on the day of a later opt-in is heard again
update store.address_optouts as o
set load_id = getvariable('load_id')
from changed as x
where
    o.kind = x.kind
    and o.address = x.address
    and o.channel = x.channel
    and o.opted_out_on = x.opted_out_on
    and o.opted_out_at is null
    and x.opted_out_at is null
    and o.action = 'out'
    and x.action = 'out'
    and exists (
        select 1
        from store.address_optouts as i
        where i.kind = o.kind and i.address = o.address and i.opted_out_on = o.opted_out_on and i.action = 'in'
    );

delete from changed as x
where exists (
    select 1
    from store.address_optouts as o
    where
        o.kind = x.kind
        and o.address = x.address
        and o.channel = x.channel
        and o.opted_out_on is not distinct from x.opted_out_on
        and o.action = x.action
        and o.opted_out_at is not distinct from x.opted_out_at
);

create or replace temp table new_lines as
select distinct line
from changed;

insert into store.address_optouts
select
    kind, address, channel, opted_out_on, action, opted_out_at, is_hidden, is_by_id,
    getvariable('load_id') as load_id,
from changed
order by all;
