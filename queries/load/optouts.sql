-- load/optouts: takes in an opt-outs file; a row that says of each person and address what is known is a duplicate. A
--   row that names several channels is an opt-out of each, and new where one of them is.
-- asks: load_id
-- reads: new_optouts
-- writes: store.optouts
insert into store.optouts
select member_key, channel, opted_out_on, action, opted_out_at, getvariable('load_id')::integer as load_id,
from new_optouts
order by all;
