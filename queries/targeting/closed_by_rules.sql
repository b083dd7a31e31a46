-- targeting/closed_by_rules: the offers that each rule closes to each member. Whoever stood below the place
--   where the list was full is out for that reason alone: not for a better one at the same address. So the account is
--   the same whoever was looked at closely.
-- asks: ended_at, the priority at which the list was full (NULL: it never was)
-- reads: verdicts, closings
-- writes: temp view closed_by_rules, one row per plan, member, offer and rule
create temp view closed_by_rules as
select plan, member_key, offer, step,
from verdicts
where offer is not null and cell is null
union all
select plan, member_key, offer, step,
from closings
where is_final and not coalesce(priority < getvariable('ended_at'), false);
