-- score/offers: what each past treatment brought, beside what its elements brought in all other campaigns.
-- asks: kappa (20)
-- reads: treatment_sums, treatments, store.treatment_elements, store.cells
-- gives: one row per treatment whose window has closed, campaign by campaign: campaign_key, treatment_key, the
--   campaign's first day (in days since 1970), its elements, answered and contacts weighted by age, expected (at the
--   rate before, likewise), responses as they are, log_ratio
with asked as (
    select coalesce(getvariable('kappa'), 20)::double as kappa
),

by_element as (
    select
        s.campaign_key,
        s.treatment_key,
        p.dimension,
        p.element,
        s.answered,
        s.weight * s.rate as expected,
    from treatment_sums as s
    inner join store.treatment_elements as p using (treatment_key)
    where s.is_closed
),

in_campaign as (
    select
        dimension, element, campaign_key,
        sum(answered::decimal(38, 12)) as answered,
        sum(expected::decimal(38, 12)) as expected,
    from by_element
    group by all
),

left_out as (
    select
        dimension,
        element,
        campaign_key,
        (sum(answered) over whole - answered)::double as answered,
        (sum(expected) over whole - expected)::double as expected,
    from in_campaign
    window whole as (partition by dimension, element)
),

first_day as (
    select campaign_key, min(contacted_on) as first_day,
    from store.cells
    group by campaign_key
),

ratio as (
    select
        b.treatment_key,
        sum(
            ln((kappa + greatest(l.answered, 0)) / (kappa + greatest(l.expected, 0)))::decimal(18, 12)
        )::double as log_ratio,
    from by_element as b
    inner join left_out as l using (dimension, element, campaign_key)
    cross join asked
    group by b.treatment_key
)

select
    s.campaign_key,
    s.treatment_key,
    coalesce(epoch(f.first_day), 0) / 86400 as first_day,
    t.channel,
    t.product,
    t.timing,
    t.gift,
    t.own_elements,
    s.answered,
    s.weight as contacts,
    coalesce(s.weight * s.rate, 0) as expected,
    s.responses,
    coalesce(r.log_ratio, 0) as log_ratio,
from treatment_sums as s
inner join treatments as t on s.treatment_key = t.treatment_key
left join first_day as f on s.campaign_key = f.campaign_key
left join ratio as r on s.treatment_key = r.treatment_key
where s.is_closed and s.weight > 0
order by s.campaign_key, s.treatment_key;
