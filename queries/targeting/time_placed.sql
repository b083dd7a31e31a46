-- targeting/time_placed: those on a list are written to.
-- asks: plan
-- reads: list_places, to_time
-- writes: to_time
insert into to_time by name
select s.plan, s.member_key,
from list_places as s
anti join to_time as t on s.plan = t.plan and s.member_key = t.member_key
where s.plan = getvariable('plan');
