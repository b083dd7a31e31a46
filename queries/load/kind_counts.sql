-- load/kind_counts: what the kinds of a responses file are read as.
-- reads: typed, replies
-- writes: kind_counts, one row per text of a kind and what it is read as
create or replace temp table kind_counts as
select any_value(outcome_of(kind)) as outcome, kind, count(*) as count_rows,
from typed
where kind is not null
group by kind;
