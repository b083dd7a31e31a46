-- job/opt_outs_refused: the opt-outs file that was refused, where none has been taken since: who is in it is not known.
-- reads: runs
-- gives: one row, or none: subject
with last as (
    select step, subject,
    from runs
    where step in ('load optouts', 'refuse optouts')
    order by run_id desc
    limit 1
)

select subject,
from last
where step = 'refuse optouts';
