-- backtest/predict: the propensity of each contact of a campaign, from the scores as of the day before it began, and
--   beside it what an analyst would otherwise rank by, from the same days.
-- asks: campaign_key, seed
-- reads: outcomes, treatments, baselines, store.elements, store.worths, store.responsiveness, store.leanings,
--   store.scorings
-- writes: temp predictions, one row per contact of the campaign
insert into predictions
with contact as (
    select o.*, t.channel, t.product, t.timing, t.gift, t.own_elements,
    from outcomes as o
    inner join treatments as t using (treatment_key)
    where o.campaign_key = getvariable('campaign_key')
),

offer as (
    select distinct treatment_key, channel, product, timing, gift, own_elements
    from contact
),

offer_element as (
    select o.treatment_key, e.element_key,
    from offer as o
    inner join store.elements as e
        on e.element = element_of(e.dimension, o.channel, o.product, o.timing, o.gift, o.own_elements)
),

offer_ratio as (
    select treatment_key, offer_log_worth(channel, product, timing, gift, own_elements) as log_ratio,
    from offer
),

leaning as (
    select c.member_key, c.treatment_key, sum(ln(a.leaning)) as log_leaning,
    from (select distinct member_key, treatment_key from contact) as c
    inner join offer_element as e using (treatment_key)
    inner join store.leanings as a on c.member_key = a.member_key and e.element_key = a.element_key
    group by all
)

select
    c.campaign_key,
    c.member_key,
    c.is_answered,
    propensity_of(
        s.base_rate, f.log_ratio, s.intercept, s.slope,
        ln(coalesce(r.ratio, 1)) + coalesce(l.log_leaning, 0)
    ) as propensity,
    md5_number_lower(
        concat_ws('/', getvariable('seed'), c.campaign_key, c.member_key, c.treatment_key, c.contact_number)
    ) / 18446744073709551616.0 as random,
    b.responses,
    b.rate,
    b.recency,
    b.rfm,
    (s.constants ->> 'spread')::double as spread,
from contact as c
cross join store.scorings as s
inner join offer_ratio as f using (treatment_key)
left join store.responsiveness as r using (member_key)
left join leaning as l using (member_key, treatment_key)
left join baselines as b using (member_key);
