-- score/value_totals: the sums of each value in one row, what it was and what was added to it.
-- reads: store.value_sums
-- writes: temp value_totals, one row per attribute and value
create or replace temp table value_totals as
select attribute, code, sum(answered) as answered, sum(expected) as expected,
from store.value_sums
group by attribute, code;
