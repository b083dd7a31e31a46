-- load/told_campaigns: the campaigns of a file as they are from now on, a value that it lacks being the known one.
-- reads: arriving_campaigns, store.campaigns
-- writes: temp told_campaigns, one row per campaign
create or replace temp table told_campaigns as
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
    coalesce(a.notes, c.notes) as notes,
    own_merged(c.own_elements, a.own_elements) as own_elements,
from arriving_campaigns as a
inner join store.campaigns as c using (campaign_key);
