-- undo/campaigns: the campaigns that the load wrote go, and those that it changed come back as they were: described by
--   an earlier file, made known by an export, or named by contacts and answers alone.
-- asks: load_id
-- reads: store.former_campaigns, store.former_made_campaigns, store.made_campaigns
-- writes: store.campaigns, store.made_campaigns
delete from store.campaigns
where load_id = getvariable('load_id');

insert into store.campaigns
select * exclude (_by_load_id),
from store.former_campaigns
where _by_load_id = getvariable('load_id')
order by campaign_key;

insert into store.made_campaigns
select m.campaign_key,
from store.former_made_campaigns as m
anti join store.made_campaigns as n on m.campaign_key = n.campaign_key
where m._by_load_id = getvariable('load_id')
order by m.campaign_key;
