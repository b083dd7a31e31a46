-- backtest/predict: the propensity of each contact of a campaign, from the scores as of the day before it began, and
--   beside it what an analyst would otherwise rank by, from the same days.
-- asks: campaign_key, as_of, seed; slope, intercept, offer_weight: see target/candidates
-- reads: outcomes, treatments, evidence, store.elements, store.responsiveness, store.attitudes, base, store.usage
-- writes: temp predictions, one row per contact of the campaign
insert into predictions
with contact as (
    select o.*, t.channel, t.product, t.timing, t.gift,
    from outcomes as o
    inner join treatments as t using (treatment_key)
    where o.campaign_key = getvariable('campaign_key')
),

offer as (
    select distinct treatment_key, channel, product, timing, gift
    from contact
),

offer_element as (
    select o.treatment_key, e.element_key, e.ratio,
    from offer as o
    inner join store.elements as e
        on
            (e.dimension = 'channel' and e.element = o.channel)
            or (e.dimension = 'product' and e.element = o.product)
            or (e.dimension = 'timing' and e.element = o.timing)
            or (e.dimension = 'gift' and e.element = o.gift)
),

offer_ratio as (
    select treatment_key, sum(ln(ratio)) as log_ratio,
    from offer_element
    group by treatment_key
),

leaning as (
    select c.member_key, c.treatment_key, sum(ln(a.leaning)) as log_leaning,
    from (select distinct member_key, treatment_key from contact) as c
    inner join offer_element as e using (treatment_key)
    inner join store.attitudes as a on c.member_key = a.member_key and e.element_key = a.element_key
    group by all
),

past as (
    select
        member_key,
        count(*) as contacts,
        count(*) filter (where is_answered) as responses,
        max(responded_on) as last_responded_on,
    from evidence
    group by member_key
),

bought as (
    select
        member_key,
        max(month) as last_month,
        count(distinct month) as months,
        sum(revenue) as revenue,
    from store.usage
    where month + interval 1 month <= getvariable('as_of')::date + 1
    group by member_key
),

quintiles as (
    select
        member_key,
        ntile(5) over (order by greatest(last_responded_on, last_month) nulls first, member_key) as recency,
        ntile(5) over (order by coalesce(responses, 0) + coalesce(months, 0), member_key) as frequency,
        ntile(5) over (order by coalesce(revenue, 0), member_key) as monetary,
    from (select distinct member_key from contact) as m
    left join past using (member_key)
    left join bought using (member_key)
)

select
    c.campaign_key,
    c.member_key,
    c.is_answered,
    propensity_of(
        base.rate, getvariable('offer_weight'), coalesce(f.log_ratio, 0),
        getvariable('intercept'), getvariable('slope'),
        ln(coalesce(r.ratio, 1)) + coalesce(l.log_leaning, 0)
    ) as propensity,
    md5_number_lower(
        concat_ws('/', getvariable('seed'), c.campaign_key, c.member_key, c.treatment_key, c.contact_number)
    ) / 18446744073709551616.0 as random,
    coalesce(p.responses, 0) as responses,
    coalesce(p.responses / p.contacts, 0) as rate,
    coalesce(p.last_responded_on - date '1900-01-01', 0) as recency,
    q.recency + q.frequency + q.monetary as rfm,
from contact as c
cross join base
left join offer_ratio as f using (treatment_key)
left join store.responsiveness as r using (member_key)
left join leaning as l using (member_key, treatment_key)
left join past as p using (member_key)
left join quintiles as q using (member_key);
