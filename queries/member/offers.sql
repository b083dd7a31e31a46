-- member/offers: which of the offers of the past year, in a channel open to the person, they are most likely to answer.
-- asks: member_key
-- reads: store.cells, store.full_treatments, store.treatment_elements, store.scorings, store.leanings,
--   store.elements, store.responsiveness, store.reachable, store.worths
-- gives: one row per offer, most likely first: its elements and the propensity
with offer as (
    select
        c.treatment_key, any_value(t.channel) as channel, any_value(t.product) as product,
        any_value(t.timing) as timing, any_value(t.gift) as gift, any_value(t.own_elements) as own_elements,
    from store.cells as c
    inner join store.full_treatments as t on c.treatment_key = t.treatment_key
    cross join store.scorings as s
    where c.contacted_on > s.as_of - 365
    group by c.treatment_key
),

distinct_offer as (
    select channel, product, timing, gift, own_elements, min(treatment_key) as treatment_key,
    from offer
    group by all
),

own as (
    select element_key, ln(leaning) as log_leaning,
    from store.leanings
    where member_key = getvariable('member_key')
),

summed as (
    select
        o.channel, o.product, o.timing, o.gift, o.own_elements,
        coalesce(sum(w.log_leaning), 0) as log_leaning,
    from distinct_offer as o
    inner join store.treatment_elements as x on o.treatment_key = x.treatment_key
    inner join store.elements as e on x.dimension = e.dimension and x.element = e.element
    left join own as w on e.element_key = w.element_key
    group by all
)

select
    o.channel, o.product, o.timing, o.gift, o.own_elements,
    rounded(
        propensity_of(
            s.base_rate, offer_log_worth(o.channel, o.product, o.timing, o.gift, o.own_elements), s.intercept, s.slope,
            ln(r.ratio) + o.log_leaning
        ),
        6
    ) as propensity,
from summed as o
cross join store.scorings as s
inner join store.responsiveness as r on r.member_key = getvariable('member_key')
where
    o.channel is null
    or o.channel in (select x.channel from store.reachable as x where x.member_key = getvariable('member_key'))
order by propensity desc, channel, product, timing, gift, own_elements
limit 3;
