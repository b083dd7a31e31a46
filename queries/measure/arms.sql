-- measure/arms: everyone who is compared, as measure/armed has it, kept for all that is asked of them.
-- asks: columns (their names; all): what alone is kept, for of many members much is written that nobody asks for
-- reads: armed
-- writes: temp arms, one row per campaign, member and wave
create or replace temp table arms as
select columns(lambda name: coalesce(list_contains(getvariable('columns'), name), true))
from armed;
