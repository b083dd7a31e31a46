-- load/kinds: what each text of a kind in a responses file is read as; so it is read once, not once a row.
-- asks: refusals: words by which a reply says no more
-- reads: typed, replies
-- writes: temp kinds, one row per text; is_known: it is a word for a refusal
create or replace temp table kinds as
with text as (
    select distinct kind,
    from typed
    where kind is not null
)

select
    kind,
    outcome_of(kind) as outcome,
    list_contains(getvariable('refusals'), plain_word(kind)) as is_known,
from text;
