-- load/campaigns: takes in a campaigns file; the last value given for a campaign wins, a missing one keeps the known.
-- asks: load_id
-- reads: typed, store.campaigns, store.made_campaigns
-- writes: store.campaigns; store.former_campaigns and store.former_made_campaigns, as they were before; temp
--   tally_campaigns, one row; store.changed_campaigns, those that differ; store.made_campaigns; on the way: temp
--   arriving_campaigns, temp merged, temp told_otherwise
create or replace temp table arriving_campaigns as
select
    c.campaign_key,
    t.campaign_id,
    arg_max(t.name, t.line) filter (where t.name is not null) as name,
    arg_max(t.product, t.line) filter (where t.product is not null) as product,
    arg_max(t.timing, t.line) filter (where t.timing is not null) as timing,
    arg_max(t.gift, t.line) filter (where t.gift is not null) as gift,
    arg_max(t.channel, t.line) filter (where t.channel is not null) as channel,
    arg_max(t.starts_on, t.line) filter (where t.starts_on is not null) as starts_on,
    arg_max(t.ends_on, t.line) filter (where t.ends_on is not null) as ends_on,
    arg_max(t.response_days, t.line) filter (where t.response_days is not null) as response_days,
    arg_max(t.unit_cost, t.line) filter (where t.unit_cost is not null) as unit_cost,
from typed as t
inner join store.campaigns as c using (campaign_id)
group by c.campaign_key, t.campaign_id;

create or replace temp table merged as
select
    a.campaign_key,
    a.campaign_id,
    true as is_loaded,
    coalesce(a.name, c.name) as name,
    coalesce(a.product, c.product) as product,
    coalesce(a.timing, c.timing) as timing,
    coalesce(a.gift, c.gift) as gift,
    coalesce(a.channel, c.channel) as channel,
    coalesce(a.starts_on, c.starts_on) as starts_on,
    coalesce(a.ends_on, c.ends_on) as ends_on,
    coalesce(a.response_days, c.response_days) as response_days,
    coalesce(a.unit_cost, c.unit_cost) as unit_cost,
from arriving_campaigns as a
inner join store.campaigns as c using (campaign_key);

create or replace temp table told_otherwise as
select * from merged
except
select * exclude (load_id) from store.campaigns;

create or replace temp table tally_campaigns as
select
    count(*) filter (where not c.is_loaded) as kept,
    count(*) filter (where c.is_loaded) as updated,
from told_otherwise as x
inner join store.campaigns as c using (campaign_key);

insert into store.former_campaigns
select getvariable('load_id')::integer as _by_load_id, c.*
from store.campaigns as c
semi join told_otherwise as x on c.campaign_key = x.campaign_key
order by c.campaign_key;

insert into store.former_made_campaigns
select getvariable('load_id')::integer as _by_load_id, m.campaign_key,
from store.made_campaigns as m
semi join arriving_campaigns as a on m.campaign_key = a.campaign_key;

delete from store.campaigns
where campaign_key in (select x.campaign_key from told_otherwise as x);

insert into store.campaigns
select *, getvariable('load_id')::integer as load_id
from told_otherwise;

insert into store.changed_campaigns
select campaign_key
from told_otherwise;

-- what a file says of a campaign outlives the lists that made it known
delete from store.made_campaigns
where campaign_key in (select a.campaign_key from arriving_campaigns as a);
