-- list_status/maker: who made a list, by the audit trail.
-- asks: list_id
-- reads: runs, store.seals
-- gives: one row: done_by, NULL where nobody knows
select arg_min(r.done_by, r.run_id) as done_by,
from runs as r
inner join store.seals as s on r.run_id = s.run_id
where r.step = 'target' and s.name = 'list ' || getvariable('list_id');
