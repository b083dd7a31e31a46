-- value/moves: how many members went from each step to each other one, from one month to the next.
-- asks: pairs (places in the lists of standing whose month is followed by the next month there); last_pair (that of the
--   month asked for, 0 where there is none)
-- reads: standing
-- gives: one row per pair of steps that members went between; step_from is NULL for members who were not there; latest
--   counts the moves into the month asked for alone
with pair as (
    select unnest(getvariable('pairs')::integer[]) as place
)

select
    s.steps[p.place] as step_from,
    s.steps[p.place + 1] as step_to,
    count(*) filter (where p.place = getvariable('last_pair')::integer) as latest,
    count(*) as members,
from standing as s
cross join pair as p
where s.steps[p.place + 1] is not null
group by all
order by step_from nulls last, step_to;
