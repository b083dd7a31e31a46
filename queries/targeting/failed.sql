-- targeting/failed: whom rules take out, whatever is offered.
-- reads: verdicts, group_verdicts
-- writes: temp view failed, one row per plan, member and rule
create temp view failed as
select plan, member_key, step,
from verdicts
where offer is null and cell is null
union all
select plan, member_key, step,
from group_verdicts;
