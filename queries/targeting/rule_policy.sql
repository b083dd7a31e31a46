-- targeting/rule_policy: closes offers to members whom one more contact would take over a limit of the contact policy.
-- reads: crammed
-- writes: verdicts
insert into verdicts by name
select plan, member_key, offer, step,
from crammed;
