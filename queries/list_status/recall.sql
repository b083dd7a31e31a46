-- list_status/recall: takes a list back. It stays, with its members, counts and codes, so that a late answer still
--   finds its campaign; but its contacts are planned no longer. A campaign that nothing needs is described no longer;
--   its id stays known.
-- asks: list_id
-- reads: unneeded
-- writes: store.lists, store.campaigns, store.made_campaigns, store.changed_campaigns
update store.lists
set status = 'recalled'
where list_id = getvariable('list_id');

update store.campaigns
set
    is_loaded = false,
    name = null,
    product = null,
    timing = null,
    gift = null,
    own_elements = null,
    channel = null,
    starts_on = null,
    ends_on = null,
    unit_cost = null
where campaign_key in (select u.campaign_key from unneeded as u);

delete from store.made_campaigns
where campaign_key in (select u.campaign_key from unneeded as u);

insert into store.changed_campaigns
select campaign_key,
from unneeded;
