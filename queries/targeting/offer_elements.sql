-- targeting/offer_elements: the elements of each offer that the scores know.
-- reads: offers, store.elements
-- writes: temp offer_elements, one row per plan, offer and element
create temp table offer_elements as
select f.plan, f.offer, e.element_key,
from offers as f
inner join store.elements as e
    on e.element = element_of(e.dimension, f.channel, f.product, f.timing, f.gift, f.own_elements);
