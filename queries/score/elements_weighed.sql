-- score/elements_weighed: what each element counts for in an offer: beside others within campaigns fully, from one
--   campaign to another to the power learned of offers. worth = within * (ratio / within) ^ offer_weight
-- asks: offer_weight
-- reads: store.elements, parts_within (one row per dimension and element that was learned from, and per pair)
-- writes: temp elements_weighed, one row per element, as it is kept
create or replace temp table elements_weighed as
select
    e.* exclude (worth),
    coalesce(rounded(w.ratio * power(e.ratio / w.ratio, getvariable('offer_weight')), 6), 1) as worth,
from store.elements as e
left join parts_within as w on e.dimension = w.dimension and e.element = w.element and w.product is null;
