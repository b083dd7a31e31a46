-- load/campaigns: takes in a campaigns file; the last row of a campaign wins, a missing value keeps the known one.
-- reads: typed, store.campaigns
-- writes: store.campaigns; temp tally, one row
create or replace temp table arriving as
select c.campaign_key, t.* exclude (line),
from typed as t
inner join store.campaigns as c using (campaign_id)
qualify row_number() over (partition by t.campaign_id order by t.line desc) = 1;

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
from arriving as a
inner join store.campaigns as c using (campaign_key);

create or replace temp table changed as
select * from merged
except
select * from store.campaigns;

create or replace temp table tally as
select
    count(*) filter (where not c.is_loaded) as kept,
    count(*) filter (where c.is_loaded) as updated,
from changed as x
inner join store.campaigns as c using (campaign_key);

delete from store.campaigns
where campaign_key in (select x.campaign_key from changed as x);

insert into store.campaigns
select * from changed;
