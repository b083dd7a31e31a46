-- targeting/policy_beside: closes the offers of one plan that would be one contact too many, now that the lists chosen
--   together with it and made before it have theirs; targeting/rule_policy did so before any of them was made.
-- asks: plan
-- reads: crammed
-- writes: closings
insert into closings by name
select true as is_final, plan, member_key, offer, step,
from crammed
where plan = getvariable('plan');
