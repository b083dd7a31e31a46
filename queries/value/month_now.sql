-- value/month_now: makes room for everybody at the end of a month; value/add_people fills it.
-- asks: columns (their names; all): what alone is kept, for of many members much is written that nobody asks for
-- reads: people_now
-- writes: temp month_now, one row per person
create or replace temp table month_now as
select columns(lambda name: coalesce(list_contains(getvariable('columns'), name), true))
from people_now
where false;
