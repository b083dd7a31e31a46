-- score/value_sums: keeps the sums of each value in one row.
-- reads: value_totals
-- writes: store.value_sums, one row per attribute and value
delete from store.value_sums;

insert into store.value_sums
select * from value_totals
order by attribute, code;

drop table coded_change;
