-- audit/entry: adds a step to the audit trail.
-- asks: step, subject, started_at, seconds, rows_out, detail, tool_version, inputs, done_by, host, command,
--   files
-- reads: runs, store.seals (of the step)
-- writes: runs, one row
insert into runs
with last as (
    select coalesce(max(run_id), 0)::integer + 1 as run_id, arg_max(digest, run_id) as before,
    from runs
),

said as (
    select
        run_id,
        getvariable('step')::varchar as step,
        getvariable('subject')::varchar as subject,
        getvariable('started_at')::timestamp as started_at,
        getvariable('seconds')::double as seconds,
        getvariable('rows_out')::bigint as rows_out,
        getvariable('detail')::varchar as detail,
        getvariable('tool_version')::varchar as tool_version,
        getvariable('inputs')::varchar as inputs,
        getvariable('done_by')::varchar as done_by,
        getvariable('host')::varchar as host,
        'DuckDB ' || ltrim(version(), 'v') as engine_version,
        getvariable('command')::varchar as command,
        getvariable('files')::varchar as files,
        before,
    from last
),

seal as (
    select string_agg(s.name || ' ' || s.digest, chr(30) order by s.name) as seals,
    from store.seals as s
    semi join last as l on s.run_id = l.run_id
)

select
    s.* exclude (before),
    entry_digest(
        s.before, s.run_id, s.step, s.subject, s.started_at, s.seconds, s.rows_out, s.detail, s.tool_version, s.inputs,
        s.done_by, s.host, s.engine_version, s.command, s.files, x.seals
    ) as digest,
from said as s
cross join seal as x;
