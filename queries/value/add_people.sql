-- value/add_people: takes in who has a place at the end of a month, all at once or by and by.
-- asks: columns (as in value/month_now)
-- reads: people_now
-- writes: month_now, one row more per person of people_now
insert into month_now by name
select columns(lambda name: coalesce(list_contains(getvariable('columns'), name), true))
from people_now;
