-- score/offer_pairs: which products went with which elements of other dimensions in more than one campaign, so that
--   what they bring together can be told from what one campaign brought.
-- asks: most (200): pairs, those with most contacts
-- reads: treatment_sums, store.treatment_elements
-- gives: one row per pair: dimension, element, product
with asked as (
    select coalesce(getvariable('most'), 200)::integer as most
),

pair as (
    select
        b.dimension, b.element, a.element as product,
        sum(t.weight::decimal(38, 12)) as contacts,
    from treatment_sums as t
    inner join store.treatment_elements as a on t.treatment_key = a.treatment_key and a.dimension = 'product'
    inner join store.treatment_elements as b
        on t.treatment_key = b.treatment_key and b.dimension <> 'product'
    where t.is_closed and t.weight > 0
    group by b.dimension, b.element, a.element
    having count(distinct t.campaign_key) > 1
)

select p.dimension, p.element, p.product,
from pair as p
cross join asked as a
qualify row_number() over (order by p.contacts desc, p.dimension, p.element, p.product) <= a.most
order by p.dimension, p.element, p.product;
