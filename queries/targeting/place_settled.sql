-- targeting/place_settled: puts those who were chosen on the list of the one plan.
-- asks: trial, that of the list
-- reads: settled, plans
-- writes: list_places
insert into list_places by name
select n.plan, s.rank, s.chooser_key as member_key, s.offer, s.propensity, s.is_holdout, s.priority, s.is_explored,
from settled as s
cross join plans as n
where s.trial = getvariable('trial');
