-- targeting/rule_where: takes out the members of whom a condition of the plan is not true (or, where it excludes, is).
-- asks: plan, step, cell (NULL: none); excludes, whether the condition says who may not
-- reads: pool, wanted (the members of whom it is true)
-- writes: verdicts
insert into verdicts by name
select
    p.member_key, getvariable('plan')::integer as plan, getvariable('step')::integer as step,
    getvariable('cell')::integer as cell,
from pool as p
left join wanted as w on p.member_key = w.member_key
where (w.member_key is not null) = getvariable('excludes');
