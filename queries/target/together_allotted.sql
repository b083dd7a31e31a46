-- target/together_allotted: what was chosen, by plan.
-- reads: settled, joint_rows, joint_options
-- writes: temp allotted, one row per plan and member: offer as numbered through all plans
create or replace temp table allotted as
select r.plan, r.member_key, s.offer, s.is_holdout,
from settled as s
inner join joint_rows as r on s.member_key = r.row_key
semi join joint_options as o on r.plan = o.plan and r.member_key = o.member_key and s.offer = o.offer;
