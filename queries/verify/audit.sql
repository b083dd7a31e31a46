-- verify/audit: where the audit trail was changed, or cut at its end, by another hand: each entry has a digest over
--   what it says and over the one before. Entries of before version 18 have none.
-- reads: store.entries, store.meta
-- gives: one row per place
with head as (
    select split_part(value, ' ', 1)::bigint as run_id, split_part(value, ' ', 2) as digest,
    from store.meta
    where key = 'audit_head'
)

select
    'runs run_id ' || run_id as what,
    step || ' of ' || strftime(started_at, '%Y-%m-%d %H:%M')
    || ' is not as it was written, or one before it was taken out' as problem,
from store.entries
where digest is distinct from due and (digest is not null or before is not null)
union all
select
    'runs' as what,
    'end before entry ' || h.run_id || ', which was the last' as problem,
from head as h
anti join store.entries as e on h.run_id = e.run_id and h.digest = e.digest;
