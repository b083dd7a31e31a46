-- score/value_sums: brings the sums of each value to one row, what it was and what was added to it.
-- reads: store.value_sums
-- writes: store.value_sums, one row per attribute and value; on the way: temp value_totals
create or replace temp table value_totals as
select attribute, code, sum(answered) as answered, sum(expected) as expected,
from store.value_sums
group by attribute, code;

delete from store.value_sums;

insert into store.value_sums
select * from value_totals
order by attribute, code;

drop table coded_change;
