-- export/campaign: makes a planned campaign known, as a campaigns file would, so that the contacts that come back find
--   their elements; a campaign that a file has described is left as it is.
-- reads: store.campaigns, planned
-- writes: store.campaigns; store.made_campaigns, if it was not known; store.changed_campaigns
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
    own_elements = p.own_elements,
    channel = p.channel,
    starts_on = p.starts_on,
    ends_on = p.ends_on,
    unit_cost = p.unit_cost
from planned as p
where c.campaign_id = p.campaign_id and not c.is_loaded;
