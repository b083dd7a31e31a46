-- choice/all_wishes: every offer open to a candidate, at its priority.
-- reads: options
-- writes: temp view wishes, one row per member and offer
create or replace temp view wishes as
select member_key, offer, priority, propensity,
from options;
