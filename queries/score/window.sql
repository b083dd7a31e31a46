-- score/window: the response window of campaigns that have none: the time by which 95 % of past responses had come,
--   from contacts at least 90 days old (younger ones show only their early answers), up to half a year; 30 days where
--   fewer than 100 such responses of sampled members are known.
-- asks: as_of
-- reads: store.contacts, store.treatments, store.campaigns, store.answered, store.draws
-- gives: one row: response_days
with asked as (
    select getvariable('as_of')::date as as_of
),

contact as (
    select
        k.member_key, t.campaign_key, k.responded_at::date as responded_on,
        coalesce(k.contacted_at::date, c.starts_on) as contacted_on,
    from store.contacts as k
    semi join store.draws as d on k.member_key = d.member_key
    inner join store.treatments as t using (treatment_key)
    inner join store.campaigns as c using (campaign_key)
    where not k.is_control
),

response as (
    select r.*
    from store.answered as r
    semi join store.draws as d on r.member_key = d.member_key
),

delay as (
    select k.responded_on - k.contacted_on as days,
    from contact as k
    cross join asked
    where k.responded_on <= asked.as_of and k.contacted_on <= asked.as_of - 90
    union all
    select r.responded_at::date - max(k.contacted_on) as days,
    from response as r
    inner join contact as k
        on r.member_key = k.member_key and r.campaign_key = k.campaign_key and k.contacted_on <= r.responded_at::date
    cross join asked
    where r.responded_at::date <= asked.as_of and k.contacted_on <= asked.as_of - 90
    group by r.member_key, r.campaign_key, r.responded_at
)

select case when count(*) < 100 then 30 else greatest(quantile_disc(days, 0.95), 1) end::integer as response_days,
from delay
where days between 0 and 180;
