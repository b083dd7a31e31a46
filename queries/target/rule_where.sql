-- target/rule_where: takes out the members of whom a condition of the plan is not true (or, where it excludes, is).
-- asks: step; excludes, whether the condition says who may not
-- reads: pool, wanted (the members of whom it is true)
-- writes: failed
insert into failed
select p.member_key, getvariable('step') as step,
from pool as p
left join wanted as w on p.member_key = w.member_key
where (w.member_key is not null) = getvariable('excludes');
