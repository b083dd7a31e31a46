-- measure/measured: the campaigns that are measured, with their windows and first days. A list of theirs counts once it
--   was exported; before that nobody knows whether it will be.
-- asks: campaigns (their ids); response_days (window of campaigns that have none)
-- reads: store.lists, store.campaigns
-- writes: temp measured, one row per campaign; campaign_number counts them by id
create or replace temp table measured as
with asked as (
    select distinct unnest(getvariable('campaigns')::varchar[]) as campaign_id,
),

planned as (
    select l.campaign_id, min(coalesce(l.starts_on, l.as_of)) as starts_on,
    from store.lists as l
    semi join asked as a on l.campaign_id = a.campaign_id
    where l.status in ('exported', 'sent')
    group by l.campaign_id
)

select
    row_number() over (order by a.campaign_id)::integer as campaign_number,
    a.campaign_id,
    d.campaign_key,
    coalesce(d.response_days, getvariable('response_days'))::integer as response_days,
    coalesce(d.starts_on, p.starts_on)::timestamp as starts_at,
    d.unit_cost, d.channel, d.product, d.timing, d.gift,
from asked as a
left join store.campaigns as d on a.campaign_id = d.campaign_id
left join planned as p on a.campaign_id = p.campaign_id;
