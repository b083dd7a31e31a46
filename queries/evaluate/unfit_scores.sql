-- evaluate/unfit_scores: adds whose score, as it was before the campaign, lies outside a range of the plan.
-- asks: dimension, element (both NULL: responsiveness); low, high
-- reads: leans
-- writes: unfit
insert into unfit by name
select campaign_number, member_key,
from leans
where
    dimension is not distinct from getvariable('dimension')
    and element is not distinct from getvariable('element')
    and score not between getvariable('low') and getvariable('high');
