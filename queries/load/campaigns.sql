-- load/campaigns: takes in a campaigns file; the last value given for a campaign wins, a missing one keeps the known.
-- asks: load_id
-- reads: altered_campaigns, arriving_campaigns, store.campaigns, store.made_campaigns
-- writes: store.campaigns, store.changed_campaigns, store.former_campaigns, store.former_made_campaigns,
--   store.made_campaigns
insert into store.former_campaigns
select getvariable('load_id')::integer as _by_load_id, c.*
from store.campaigns as c
semi join altered_campaigns as x on c.campaign_key = x.campaign_key
order by c.campaign_key;

insert into store.former_made_campaigns
select getvariable('load_id')::integer as _by_load_id, m.campaign_key,
from store.made_campaigns as m
semi join arriving_campaigns as a on m.campaign_key = a.campaign_key;

delete from store.campaigns
where campaign_key in (select x.campaign_key from altered_campaigns as x);

insert into store.campaigns by name
select *, getvariable('load_id')::integer as load_id
from altered_campaigns;

insert into store.changed_campaigns
select campaign_key
from altered_campaigns;

-- what a file says of a campaign outlives the lists that made it known
delete from store.made_campaigns
where campaign_key in (select a.campaign_key from arriving_campaigns as a);
