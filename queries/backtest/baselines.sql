-- backtest/baselines: what an analyst would otherwise rank the contacts of a campaign by, from the same days.
--   rfm: recency, frequency and monetary value in fifths, added up.
-- asks: campaign_key, as_of
-- reads: outcomes, store.trials, store.usage, store.draws
-- writes: temp baselines, one row per member whom the campaign contacted
create or replace temp table baselines as
with asked_member as (
    -- ties are broken by a hash of the member's id, not by the order in which members came
    select distinct o.member_key, d.draw as tie,
    from outcomes as o
    left join store.draws as d using (member_key)
    where o.campaign_key = getvariable('campaign_key')
),

past as (
    select
        member_key,
        count(*) as contacts,
        count(responded_at) as responses,
        max(responded_at)::date as last_responded_on,
    from store.trials
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
        ntile(5) over (order by greatest(last_responded_on, last_month) nulls first, tie, member_key) as recency,
        ntile(5) over (order by coalesce(responses, 0) + coalesce(months, 0), tie, member_key) as frequency,
        ntile(5) over (order by coalesce(revenue, 0), tie, member_key) as monetary,
    from asked_member
    left join past using (member_key)
    left join bought using (member_key)
)

select
    m.member_key,
    coalesce(p.responses, 0) as responses,
    coalesce(p.responses / p.contacts, 0) as rate,
    coalesce(p.last_responded_on - date '1900-01-01', 0) as recency,
    q.recency + q.frequency + q.monetary as rfm,
from asked_member as m
left join past as p using (member_key)
left join quintiles as q using (member_key);
