-- targeting/rule_departed: takes out who left: missing from the last file of the whole base that tells of them.
-- asks: plan, step, cell (NULL: none)
-- reads: pool, store.departed
-- writes: verdicts
insert into verdicts by name
select
    m.member_key, getvariable('plan')::integer as plan, getvariable('step')::integer as step,
    getvariable('cell')::integer as cell,
from pool as m
semi join store.departed as d on m.member_key = d.member_key;
