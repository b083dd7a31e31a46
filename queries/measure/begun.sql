-- measure/begun: when each campaign began: on its own first day, else on that of its first list that went out, else
--   with its first contact.
-- reads: store.campaigns, store.treatments, store.contacts, store.lists
-- writes: temp begun, one row per campaign; began_on is NULL where nothing tells; is_sent: it has contacts, or a list
--   that went out
create or replace temp table begun as
with met as (
    select treatment_key, min(contacted_at)::date as first_day,
    from store.contacts
    group by treatment_key
),

contacted as (
    select c.campaign_id, min(m.first_day) as first_day,
    from met as m
    inner join store.treatments as t on m.treatment_key = t.treatment_key
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
    group by c.campaign_id
),

listed as (
    select campaign_id, min(coalesce(starts_on, as_of)) as first_day,
    from store.lists
    where status in ('exported', 'sent')
    group by campaign_id
),

campaign as (
    select campaign_id from store.campaigns
    union
    select campaign_id from listed
)

select
    c.campaign_id,
    coalesce(d.starts_on, l.first_day, k.first_day) as began_on,
    l.campaign_id is not null or k.campaign_id is not null as is_sent,
from campaign as c
left join store.campaigns as d on c.campaign_id = d.campaign_id
left join listed as l on c.campaign_id = l.campaign_id
left join contacted as k on c.campaign_id = k.campaign_id
order by c.campaign_id;
