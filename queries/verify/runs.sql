-- verify/runs: entries that are missing from the audit trail: they count up from 1, and none is ever taken out.
-- reads: runs
-- gives: one row per hole
with entry as (
    select run_id, coalesce(lag(run_id) over (order by run_id), 0) as before,
    from runs
)

select
    'runs run_id ' || run_id as what,
    'follows ' || before || ': what is between is missing' as problem,
from entry
where run_id > before + 1;
