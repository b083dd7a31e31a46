-- export/running: lists that were handed over and are not over yet: whose last day, or without one their first, is not
--   past, or which without any day have no contacts loaded; and since which files were loaded.
-- asks: today
-- reads: store.lists, lists, runs
-- gives: one row per list with files loaded since: list_id, in the order of their ids
with handed as (
    select subject as list_id, max(run_id) as run_id,
    from runs
    where step = 'export'
    group by subject
)

select l.list_id,
from store.lists as l
inner join handed as h on l.list_id = h.list_id
inner join lists as v on l.list_id = v.list_id
where
    l.status = 'exported'
    and coalesce(coalesce(l.ends_on, l.starts_on) >= getvariable('today')::date, v.status <> 'sent')
    and exists (
        select 1
        from runs as r
        where r.run_id > h.run_id and r.step like 'load %'
    )
order by l.list_id;
