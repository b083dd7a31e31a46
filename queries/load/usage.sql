-- load/usage: takes in a usage file; the last row of a member, month and product wins.
-- asks: load_id
-- reads: new_usage, replaced_usage
-- writes: store.former_usage, store.usage
insert into store.former_usage
select getvariable('load_id')::integer as _by_load_id, r.*
from replaced_usage as r;

delete from store.usage as u
using new_usage as x
where u.member_key = x.member_key and u.month = x.month and u.product = x.product;

insert into store.usage
select *, getvariable('load_id')::integer as load_id
from new_usage
order by all;

drop table replaced_usage;
