-- targeting/joint_choosers: who chooses, where plans are chosen together. All plans hold out the same members, so that
--   a control is contacted by none of them.
-- reads: joint_rows, candidates
-- writes: temp joint_choosers, one row per choice of a member
create temp table joint_choosers as
select r.chooser_key, bool_or(c.is_holdout) as is_holdout, min(c.tie) as tie, null::integer as cell,
from joint_rows as r
inner join candidates as c on r.plan = c.plan and r.member_key = c.member_key
group by r.chooser_key;
