-- check/refused_optouts: files of opt-outs, and of responses with replies that refuse, that were refused, whole or in
--   rows, and have not been taken since under their name, whatever its ending, or as their rejects: who refuses in them
--   is not known.
-- reads: runs, loads, store.undo_loads
-- gives: one row per file, the latest first: subject, file
with undone as (
    select u.run_id
    from store.undo_loads as u
    inner join loads as l on u.load_id = l.load_id
    where l.undone_at is not null
),

told as (
    select
        run_id, step, subject, regexp_extract(subject, '[^/\\]+$') as file,
        lower(regexp_replace(
            regexp_replace(regexp_extract(subject, '[^/\\]+$'), '([.]rejects[.]csv)+$', '', 'i'),
            '([.](csv|tsv|txt|psv|dat|json|jsonl|ndjson|parquet|xlsx))?([.](gz|zst))?$', '', 'i'
        )) as name,
    from runs
    where
        step in ('load optouts', 'load responses', 'refuse optouts')
        and run_id not in (select u.run_id from undone as u)
),

latest as (
    select
        name,
        max(run_id) as run_id,
        arg_max(step, run_id) as step,
        arg_max(subject, run_id) as subject,
        arg_max(file, run_id) as file,
    from told
    group by name
)

select subject, file,
from latest
where step = 'refuse optouts'
order by run_id desc;
