-- targeting/offer_elements: the elements of each offer that the scores know.
-- reads: offers, store.elements
-- writes: temp offer_elements, one row per plan, offer and element
create temp table offer_elements as
select f.plan, f.offer, e.element_key,
from offers as f
inner join store.elements as e
    on
        (e.dimension = 'channel' and e.element = f.channel)
        or (e.dimension = 'product' and e.element = f.product)
        or (e.dimension = 'timing' and e.element = f.timing)
        or (e.dimension = 'gift' and e.element = f.gift);
