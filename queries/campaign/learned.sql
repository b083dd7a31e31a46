-- campaign/learned: what everybody's answers say of the elements that a campaign used, and of their pairs.
-- asks: campaign (its id)
-- reads: elements, store.treatment_elements, store.treatments, store.campaigns, store.contacts,
--   store.list_treatments, store.dimensions, standing_lists
-- gives: one row per element or pair that the scores know, elements first, the best first
with loaded as (
    select p.treatment_key as offer, p.dimension, p.element,
    from store.treatment_elements as p
    inner join store.treatments as t on p.treatment_key = t.treatment_key
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
    where
        c.campaign_id = getvariable('campaign')
        and p.treatment_key in (select k.treatment_key from store.contacts as k)
),

listed as (
    select
        -row_number() over (order by t.list_key, t.treatment) as offer,
        t.channel, t.product, t.timing, t.gift, t.own_elements,
    from store.list_treatments as t
    inner join standing_lists as l on t.list_key = l.list_key
),

used as (
    select * from loaded
    union all
    select
        l.offer, d.dimension,
        element_of(d.dimension, l.channel, l.product, l.timing, l.gift, l.own_elements) as element,
    from listed as l
    cross join store.dimensions as d
    where element is not null
),

named as (
    select dimension, element
    from used
    union
    select a.dimension || ' × ' || b.dimension as dimension, a.element || ' × ' || b.element as element
    from used as a
    inner join used as b on a.offer = b.offer and a.dimension = 'product' and b.dimension <> 'product'
)

select e.dimension, e.element, e.contacts, e.responses, e.ratio, e.ratio_low, e.ratio_high,
from elements as e
inner join named as n on e.dimension = n.dimension and e.element = n.element
order by contains(e.dimension, '×'), e.ratio desc, e.dimension, e.element;
