-- load/tally_optouts: how many rows of an opt-outs file bring something new.
-- reads: new_lines, new_optouts, typed
-- writes: temp tally_optouts, one row
create or replace temp table tally_optouts as
with line as (
    select line from new_optouts
    union
    select n.line
    from new_lines as n
    semi join typed as t on n.line = t.line
)

select count(*) as kept, 0 as updated,
from line;
