-- target/together_settled: those of one plan who were given one of its offers, where the contacts of the lists before
--   it leave it open to them.
-- asks: plan (its number), before (the offers of the plans before it)
-- reads: allotted, options
-- writes: settled, not ranked yet
insert into settled
select
    0 as rank, a.member_key, o.offer, o.propensity, a.is_holdout, o.priority, false as is_explored,
from allotted as a
inner join options as o on a.member_key = o.member_key and a.offer - getvariable('before')::integer = o.offer
where a.plan = getvariable('plan');
