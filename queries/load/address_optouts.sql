-- load/address_optouts: takes in what is said from phones and e-mail addresses.
-- asks: load_id
-- reads: new_address_optouts
-- writes: store.address_optouts
insert into store.address_optouts
select
    kind, address, channel, opted_out_on, action, opted_out_at, is_hidden, is_by_id,
    getvariable('load_id')::integer as load_id,
from new_address_optouts
order by all;
