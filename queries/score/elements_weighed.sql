-- score/elements_weighed: what each element counts for in an offer: beside others within campaigns, and from one
--   campaign to another, each to a power learned of it. worth = within ^ offer_power * (ratio / within) ^ offer_weight
-- asks: offer_weight; offer_power (1)
-- reads: store.elements, parts_within (one row per dimension and element that was learned from, and per pair)
-- writes: temp elements_weighed, one row per element, as it is kept
create or replace temp table elements_weighed as
with asked as (
    select
        coalesce(getvariable('offer_power'), 1)::double as offer_power,
        getvariable('offer_weight')::double as offer_weight
)

select
    e.* exclude (worth),
    coalesce(rounded(power(w.ratio, offer_power) * power(e.ratio / w.ratio, offer_weight), 6), 1) as worth,
from store.elements as e
cross join asked
left join parts_within as w on e.dimension = w.dimension and e.element = w.element and w.product is null;
