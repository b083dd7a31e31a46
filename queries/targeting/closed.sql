-- targeting/closed: the offers that rules about members close to them.
-- reads: verdicts
-- writes: temp closed, one row per plan, member and offer, with the first rule that did
create temp table closed as
select plan, member_key, offer, min(step) as step,
from verdicts
where offer is not null and cell is null
group by plan, member_key, offer;
