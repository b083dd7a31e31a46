-- export/campaign: makes a planned campaign known, as a campaigns file would, so that the contacts that come back find
--   their elements; a campaign that a file has described is left as it is.
-- asks: list_id
-- reads: store.lists, store.campaigns
-- writes: store.campaigns
create or replace temp table planned as
select
    l.campaign_id, l.product, l.timing, l.gift, l.channel, l.starts_on, l.ends_on,
    json_extract_string(l.plan, '$.campaign.name') as name,
    json_extract_string(l.plan, '$.offer[0].unit_cost')::decimal(18, 6) as unit_cost,
from store.lists as l
where l.list_id = getvariable('list_id');

insert into store.campaigns (campaign_key, campaign_id, is_loaded)
select
    (select coalesce(max(campaign_key), 0) + 1 from store.campaigns) as campaign_key,
    p.campaign_id,
    false as is_loaded,
from planned as p
anti join store.campaigns as c on p.campaign_id = c.campaign_id;

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
