-- target/together_plan: keeps the candidates of one of the plans that are chosen together, with their offers; values
--   count by the weight of the plan.
-- asks: plan (its number), before (the offers of the plans before it), weight
-- reads: options, candidates
-- writes: joint_options, joint_candidates
insert into joint_options
select
    getvariable('plan') as plan, member_key, getvariable('before')::integer + offer as offer, propensity,
    as_priority(value * getvariable('weight')) as value,
    as_priority(priority * getvariable('weight')) as priority,
from options;

insert into joint_candidates
select getvariable('plan') as plan, c.member_key, c.is_holdout, c.tie,
from candidates as c
semi join options as o on c.member_key = o.member_key;
