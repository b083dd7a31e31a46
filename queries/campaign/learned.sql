-- campaign/learned: what everybody's answers say of the elements that a campaign used, and of their pairs.
-- asks: campaign (its id)
-- reads: elements, store.full_treatments, store.contacts, store.list_treatments, standing_lists
-- gives: one row per element or pair that the scores know, elements first, the best first
with used as (
    select distinct t.channel, t.product, t.timing, t.gift,
    from store.full_treatments as t
    where
        t.campaign_id = getvariable('campaign')
        and t.treatment_key in (select k.treatment_key from store.contacts as k)
    union
    select t.channel, t.product, t.timing, t.gift,
    from store.list_treatments as t
    inner join standing_lists as l on t.list_key = l.list_key
),

named as (
    select 'channel' as dimension, channel as element from used
    union
    select 'product', product from used
    union
    select 'timing', timing from used
    union
    select 'gift', gift from used
    union
    select 'product × channel', product || ' × ' || channel from used
    union
    select 'product × timing', product || ' × ' || timing from used
    union
    select 'product × gift', product || ' × ' || gift from used
)

select e.dimension, e.element, e.contacts, e.responses, e.ratio, e.ratio_low, e.ratio_high,
from elements as e
inner join named as n on e.dimension = n.dimension and e.element = n.element
order by contains(e.dimension, '×'), e.ratio desc, e.dimension, e.element;
