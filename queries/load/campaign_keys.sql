-- load/campaign_keys: gives every campaign id of the file that was never seen a key; its description may come later.
-- reads: typed, store.campaigns
-- writes: store.campaigns, one row per new campaign id
insert into store.campaigns (campaign_key, campaign_id, is_loaded)
with arriving as (
    select distinct t.campaign_id
    from typed as t
    anti join store.campaigns as c on t.campaign_id = c.campaign_id
    where t.campaign_id is not null
)

select
    (select coalesce(max(campaign_key), 0) from store.campaigns) + row_number() over (order by campaign_id)
        as campaign_key,
    campaign_id,
    false as is_loaded,
from arriving;
