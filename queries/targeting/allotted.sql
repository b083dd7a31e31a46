-- targeting/allotted: what was chosen, by plan.
-- asks: trial, that of the list
-- reads: settled, joint_rows, offers
-- writes: temp allotted, one row per plan and member: offer
create temp table allotted as
select f.plan, r.member_key, f.offer, s.is_holdout,
from settled as s
inner join offers as f on s.offer = f.number
inner join joint_rows as r on s.chooser_key = r.chooser_key and f.plan = r.plan
where s.trial = getvariable('trial');
