-- targeting/weighed: what plans offer that are chosen together, before any of them has a list; values count by the
--   weight of the plan.
-- reads: open_options, offers, plans
-- writes: temp weighed, one row per plan, member and offer: number, counted through all plans
create temp table weighed as
select
    o.plan, o.member_key, f.number, o.propensity,
    as_priority(o.value * p.weight::double) as value,
    as_priority(o.priority * p.weight::double) as priority,
from open_options as o
inner join offers as f on o.plan = f.plan and o.offer = f.offer
inner join plans as p on o.plan = p.plan
where not o.is_final;
