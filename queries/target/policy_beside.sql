-- target/policy_beside: the same beside the contacts of the lists made before, for one of the lists chosen together.
-- reads: crammed
-- writes: closings
insert into closings by name
select plan, member_key, offer, step,
from crammed;
