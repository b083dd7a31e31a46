-- job/data: the last step that changed what is known of members and campaigns; while it is the same, so are the data.
-- reads: runs
-- gives: one row: run_id, 0 where nothing was loaded yet
select coalesce(max(run_id), 0) as run_id,
from runs
where (step like 'load %' and rows_out > 0) or step in ('erase', 'undo');
