-- load/kind_counts: how often each kind of a responses file stands in good rows.
-- reads: typed, kinds
-- writes: temp kind_counts, one row per text of a kind, with what it is read as; is_known: it is a word for a refusal
create or replace temp table kind_counts as
select k.outcome, k.kind, count(*) as count_rows, k.is_known,
from typed as t
inner join kinds as k on t.kind = k.kind
group by k.outcome, k.kind, k.is_known;
