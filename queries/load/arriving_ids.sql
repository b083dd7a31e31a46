-- load/arriving_ids: who a members file names.
-- reads: typed
-- writes: temp arriving_ids, one row per id, with the last row that names it and the last day of joining given
create or replace temp table arriving_ids as
select
    t.member_id,
    max(t.line) as line,
    arg_max(t.joined_on, t.line) filter (where t.joined_on is not null) as joined_on,
from typed as t
group by t.member_id;
