-- export/campaign: makes a planned campaign known, as a campaigns file would, so that the contacts that come back find
--   their elements; a campaign that a file has described is left as it is. An element that all treatments share is the
--   campaign's.
-- asks: list_id
-- reads: store.lists, store.list_treatments, store.campaigns
-- writes: store.campaigns; store.made_campaigns, if it was not known; store.changed_campaigns; on the way: temp planned
create or replace temp table planned as
with treatment as (
    select
        list_key,
        case when count(distinct coalesce(product, '')) = 1 then max(product) end as product,
        case when count(distinct coalesce(timing, '')) = 1 then max(timing) end as timing,
        case when count(distinct coalesce(gift, '')) = 1 then max(gift) end as gift,
        case when count(distinct channel) = 1 then max(channel) end as channel,
        case when count(distinct unit_cost) = 1 then max(unit_cost) end as unit_cost,
    from store.list_treatments
    group by list_key
)

select
    l.campaign_id, t.product, t.timing, t.gift, t.channel, l.starts_on, l.ends_on,
    json_extract_string(l.plan, '$.campaign.name') as name,
    t.unit_cost,
from store.lists as l
left join treatment as t on l.list_key = t.list_key
where l.list_id = getvariable('list_id');

insert into store.campaigns (campaign_key, campaign_id, is_loaded)
select
    (select coalesce(max(campaign_key), 0) + 1 from store.campaigns) as campaign_key,
    p.campaign_id,
    false as is_loaded,
from planned as p
anti join store.campaigns as c on p.campaign_id = c.campaign_id;

insert into store.made_campaigns
select c.campaign_key,
from store.campaigns as c
semi join planned as p on c.campaign_id = p.campaign_id
where not c.is_loaded;

insert into store.changed_campaigns
select c.campaign_key,
from store.campaigns as c
semi join planned as p on c.campaign_id = p.campaign_id
where not c.is_loaded;

update store.campaigns as c
set
    is_loaded = true,
    name = p.name,
    product = p.product,
    timing = p.timing,
    gift = p.gift,
    channel = p.channel,
    starts_on = p.starts_on,
    ends_on = p.ends_on,
    unit_cost = p.unit_cost
from planned as p
where c.campaign_id = p.campaign_id and not c.is_loaded;
