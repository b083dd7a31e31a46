-- target/offer_elements: the elements of each offer that the scores know, and what they are worth together.
-- reads: offers, store.elements, store.worths
-- writes: temp offer_elements, one row per offer and element; offers: offer_log_ratio
create or replace temp table offer_elements as
select f.offer, e.element_key,
from offers as f
inner join store.elements as e
    on
        (e.dimension = 'channel' and e.element = f.channel)
        or (e.dimension = 'product' and e.element = f.product)
        or (e.dimension = 'timing' and e.element = f.timing)
        or (e.dimension = 'gift' and e.element = f.gift);

update offers
set offer_log_ratio = offer_log_worth(channel, product, timing, gift);
