-- targeting/joint_bids: what each choice of a member is among, where plans are chosen together; values count by the
--   weight of the plan, and offers are numbered through all plans.
-- reads: joint_rows, weighed
-- writes: temp joint_bids, one row per chooser and offer
create temp table joint_bids as
select r.chooser_key, o.number as offer, o.propensity, o.value, o.priority,
from joint_rows as r
inner join weighed as o on r.plan = o.plan and r.member_key = o.member_key;
