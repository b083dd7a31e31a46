-- load/kind_counts: what the kinds of a responses file are read as.
-- asks: refusals: words by which a reply says no more
-- reads: typed, replies
-- writes: kind_counts, one row per text of a kind and what it is read as; is_known: it is a word for a refusal
create or replace temp table kind_counts as
with counted as (
    select kind, count(*) as count_rows,
    from typed
    where kind is not null
    group by kind
)

select
    outcome_of(kind) as outcome,
    kind, count_rows,
    list_contains(getvariable('refusals'), plain_word(kind)) as is_known,
from counted;
