-- audit/chained_anew: the digests that entries of the audit trail are to have, after names of people who were erased
--   went out of their texts; each hangs on the one before.
-- reads: runs, store.seals
-- writes: temp chained_anew, one row per entry that has a digest
create or replace temp table chained_anew as
with recursive seal as (
    select run_id, string_agg(name || ' ' || digest, chr(30) order by name) as seals,
    from store.seals
    group by run_id
),

entry as (
    select r.*, s.seals, row_number() over (order by r.run_id) as place,
    from runs as r
    left join seal as s on r.run_id = s.run_id
    where r.digest is not null
),

chain as (
    select 0::bigint as place, null::integer as run_id, ''::varchar as digest
    union all
    select
        e.place, e.run_id,
        entry_digest(
            c.digest, e.run_id, e.step, e.subject, e.started_at, e.seconds, e.rows_out, e.detail, e.tool_version,
            e.inputs, e.done_by, e.host, e.engine_version, e.command, e.files, e.seals
        ) as digest,
    from chain as c
    inner join entry as e on c.place + 1 = e.place
)

select run_id, digest,
from chain
where run_id is not null;
