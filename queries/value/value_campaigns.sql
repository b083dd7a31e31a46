-- value/value_campaigns: the campaigns that can be looked at: with contacts or an exported list. A campaign stands in
--   the month of starts_on, else of its first contact, else of its list.
-- asks: month; first_month (campaigns from then on)
-- reads: store.campaigns, store.contacts, store.treatments, store.lists
-- writes: temp value_campaigns, one row per campaign of those months
create or replace temp table value_campaigns as
with possible as (
    select campaign_key
    from store.campaigns
    where
        starts_on is null
        or date_trunc('month', starts_on) between getvariable('first_month')::date and getvariable('month')::date
),

by_treatment as (
    select k.treatment_key, min(k.contacted_at)::date as starts_on,
    from store.contacts as k
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    semi join possible as p on t.campaign_key = p.campaign_key
    group by k.treatment_key
),

contacted as (
    select t.campaign_key, min(k.starts_on) as starts_on,
    from by_treatment as k
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    group by t.campaign_key
),

listed as (
    select c.campaign_key, min(coalesce(l.starts_on, l.as_of)) as starts_on,
    from store.lists as l
    inner join store.campaigns as c on l.campaign_id = c.campaign_id
    where l.status in ('exported', 'sent')
    group by c.campaign_key
)

select
    c.campaign_key,
    c.campaign_id,
    date_trunc('month', coalesce(c.starts_on, k.starts_on, l.starts_on))::date as month,
    l.campaign_key is not null as is_listed,
from store.campaigns as c
left join contacted as k on c.campaign_key = k.campaign_key
left join listed as l on c.campaign_key = l.campaign_key
where
    (k.campaign_key is not null or l.campaign_key is not null)
    and date_trunc('month', coalesce(c.starts_on, k.starts_on, l.starts_on))
    between getvariable('first_month')::date and getvariable('month')::date;
