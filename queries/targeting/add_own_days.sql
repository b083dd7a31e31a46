-- targeting/add_own_days: the day of each member within the dates of a plan: a birthday, the day on which they joined.
--   29 February is 28 February in other years; the day itself, in its own year, does not come round yet.
-- asks: plan, first_day, last_day
-- reads: dated (the date of each member)
-- writes: own_days
insert into own_days by name
select
    getvariable('plan')::integer as plan, member_key,
    anniversary(dated_on, getvariable('first_day')::date, getvariable('last_day')::date) as day,
from dated
where day is not null;
