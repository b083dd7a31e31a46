-- load/usage: takes in a usage file; the last row of a member, month and product wins.
-- asks: load_id
-- reads: typed, named (member_id, member_key), store.usage
-- writes: store.usage; store.former_usage, the rows it takes the place of; temp tally_usage, one row; on the way: temp
--   new_usage
create or replace temp table new_usage as
select p.member_key, t.month, t.product, t.revenue, t.volume,
from typed as t
inner join named as p using (member_id)
qualify row_number() over (partition by p.member_key, t.month, t.product order by t.line desc) = 1
except
select * exclude (load_id) from store.usage;

create or replace temp table replaced as
select u.*
from store.usage as u
semi join new_usage as x using (member_key, month, product);

create or replace temp table tally_usage as
with counted as (
    select (select count(*) from new_usage) as new_usage, (select count(*) from replaced) as updated,
)

select new_usage - updated as kept, updated,
from counted;

insert into store.former_usage
select getvariable('load_id')::integer as _by_load_id, r.*
from replaced as r;

delete from store.usage as u
using new_usage as x
where u.member_key = x.member_key and u.month = x.month and u.product = x.product;

insert into store.usage
select *, getvariable('load_id')::integer as load_id
from new_usage
order by all;

drop table replaced;
