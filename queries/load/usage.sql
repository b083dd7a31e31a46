-- load/usage: takes in a usage file; the last row of a member, month and product wins.
-- reads: typed, named (member_id, member_key), store.usage
-- writes: store.usage; temp tally, one row
create or replace temp table changed as
select p.member_key, t.month, t.product, t.revenue, t.volume,
from typed as t
inner join named as p using (member_id)
qualify row_number() over (partition by p.member_key, t.month, t.product order by t.line desc) = 1
except
select * from store.usage;

create or replace temp table tally as
select
    count(*) filter (where u.member_key is null) as kept,
    count(*) filter (where u.member_key is not null) as updated,
from changed as x
left join store.usage as u using (member_key, month, product);

delete from store.usage as u
using changed as x
where u.member_key = x.member_key and u.month = x.month and u.product = x.product;

insert into store.usage
select * from changed
order by all;
