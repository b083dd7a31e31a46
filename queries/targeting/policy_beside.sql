-- targeting/policy_beside: the same for one of the lists that are chosen together, beside the contacts of those before it.
-- asks: plan
-- reads: crammed
-- writes: closings
insert into closings by name
select true as is_final, plan, member_key, offer, step,
from crammed
where plan = getvariable('plan');
