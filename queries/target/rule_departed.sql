-- target/rule_departed: takes out who left: missing from the last file of the whole base that tells of them.
-- asks: step
-- reads: pool, store.departed
-- writes: failed
insert into failed
select m.member_key, getvariable('step') as step,
from pool as m
semi join store.departed as d on m.member_key = d.member_key;
