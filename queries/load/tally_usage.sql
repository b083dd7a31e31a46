-- load/tally_usage: how many rows of usage are new, and how many take the place of known ones.
-- reads: new_usage, replaced_usage
-- writes: temp tally_usage, one row
create or replace temp table tally_usage as
with counted as (
    select (select count(*) from new_usage) as new_usage, (select count(*) from replaced_usage) as updated,
)

select new_usage - updated as kept, updated,
from counted;
