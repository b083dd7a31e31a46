-- value/member_spent: what contacts and gifts of each member cost in the months of the window.
-- asks: window_months (in order); first_key, last_key (of the persons looked at)
-- reads: spent
-- writes: temp member_spent, one row per member of whom anything cost
create or replace temp table member_spent as
select member_key, sum(cost)::decimal(38, 6) as cost,
from spent
where member_key between getvariable('first_key')::integer and getvariable('last_key')::integer
group by member_key;
