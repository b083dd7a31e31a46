-- target/offer_elements: the elements of each offer that the scores know, and what they are worth together.
-- reads: offers, store.elements
-- writes: temp offer_elements, one row per offer and element; offers: offer_log_ratio
create or replace temp table offer_elements as
select f.offer, e.element_key, e.worth,
from offers as f
inner join store.elements as e
    on
        (e.dimension = 'channel' and e.element = f.channel)
        or (e.dimension = 'product' and e.element = f.product)
        or (e.dimension = 'timing' and e.element = f.timing)
        or (e.dimension = 'gift' and e.element = f.gift);

update offers
set offer_log_ratio = w.log_ratio
from (
    select offer, sum(ln(worth)::decimal(18, 12))::double as log_ratio,
    from offer_elements
    group by offer
) as w
where offers.offer = w.offer;
