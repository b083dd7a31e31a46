-- target/rule_where: takes out the members of whom the plan's own condition is not true.
-- asks: step
-- reads: store.members, wanted (the members of whom it is true)
-- writes: failed
insert into failed
select m.member_key, getvariable('step') as step,
from store.members as m
inner join store.persons as p using (member_key)
anti join wanted as w using (member_id);
