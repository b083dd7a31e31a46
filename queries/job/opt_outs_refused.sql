-- job/opt_outs_refused: the opt-outs file that was refused, where none has been taken since: who is in it is not known.
-- reads: runs, loads, store.undo_loads
-- gives: one row, or none: subject
with undone as (
    select u.run_id
    from store.undo_loads as u
    inner join loads as l on u.load_id = l.load_id
    where l.undone_at is not null
),

last as (
    select step, subject,
    from runs
    where step in ('load optouts', 'refuse optouts') and run_id not in (select u.run_id from undone as u)
    order by run_id desc
    limit 1
)

select subject,
from last
where step = 'refuse optouts';
