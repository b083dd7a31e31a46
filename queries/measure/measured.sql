-- measure/measured: the campaigns that are measured, with their windows and first days. A list of theirs counts once it
--   was exported; before that nobody knows whether it will be.
-- asks: campaigns (their ids); response_days (window of campaigns that have none)
-- reads: store.lists, store.campaigns
-- writes: temp measured, one row per campaign; campaign_number counts them by id; margin: the share of revenue that is
--   earned, by the plan of its newest list; is_valued: that plan says what an answer is worth, or no margin either
create or replace temp table measured as
with asked as (
    select distinct unnest(getvariable('campaigns')::varchar[]) as campaign_id,
),

planned as (
    select
        l.campaign_id,
        min(coalesce(l.starts_on, l.as_of)) as starts_on,
        max_by(case when json_valid(l.plan) then l.plan::json end, l.list_key) as plan,
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
    coalesce((p.plan ->> '$.campaign.margin')::decimal(18, 6), 1) as margin,
    margin = 1
    or coalesce((p.plan ->> '$.campaign.value_per_response')::double <> 1, false)
    or list_count(list_filter(p.plan ->> '$.offer[*].value_per_response', lambda v: v <> 'null')) > 0 as is_valued,
from asked as a
left join store.campaigns as d on a.campaign_id = d.campaign_id
left join planned as p on a.campaign_id = p.campaign_id;
