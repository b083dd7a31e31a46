-- undo/lists: the lists that were first made after a load, so may have been chosen with it.
-- asks: run_id: the load's entry in the audit trail
-- reads: store.lists, runs
-- gives: one row per list, the earliest first: list_id, status, exported_on (NULL where it was not handed over)
with made as (
    select unnest(string_split(replace(detail, ' (as before)', ''), ', ')) as list_id, run_id,
    from runs
    where step = 'target'
),

first as (
    select list_id, min(run_id) as run_id,
    from made
    group by list_id
),

exported as (
    select subject as list_id, max(started_at)::date as exported_on,
    from runs
    where step = 'export'
    group by subject
)

select l.list_id, l.status, e.exported_on,
from store.lists as l
inner join first as f on l.list_id = f.list_id
left join exported as e on l.list_id = e.list_id
where f.run_id > getvariable('run_id')
order by f.run_id, l.list_id;
