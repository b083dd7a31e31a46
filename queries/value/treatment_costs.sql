-- value/treatment_costs: what a contact costs of which neither its own row nor a code of ours tells. A file about its
--   campaign goes first, then the campaign's lists by the offer, the most where several fit, then the settings by its
--   channel.
-- reads: store.full_treatments, store.made_campaigns, list_costs, channel_costs, store.named_channels
-- writes: temp treatment_costs, one row per treatment: told_cost is that of a file about the campaign; cost is NULL
--   where nothing tells; response_cost of each answer, 0 where no list says; has_gifts: some list of the campaign does
create or replace temp table treatment_costs as
with listed as (
    select t.treatment_key, max(l.unit_cost) as unit_cost, max(l.response_cost) as response_cost,
    from store.full_treatments as t
    inner join list_costs as l
        on
            t.campaign_key = l.campaign_key
            and l.is_sent
            and coalesce(channel_family(t.channel) = channel_family(l.channel), true)
            and coalesce(t.product = l.product, t.product is null)
            and coalesce(t.timing = l.timing, t.timing is null)
            and coalesce(t.gift = l.gift, t.gift is null)
    group by t.treatment_key
),

giving as (
    select distinct campaign_key,
    from list_costs
    where response_cost > 0
),

priced as (
    select
        t.treatment_key, t.campaign_key, t.starts_on, t.channel,
        case when m.campaign_key is null then t.unit_cost end as told_cost,
        nullif(t.unit_cost, 0) as made_cost,
    from store.full_treatments as t
    left join store.made_campaigns as m on t.campaign_key = m.campaign_key
)

select
    p.treatment_key, p.campaign_key, p.starts_on, p.channel, p.told_cost,
    coalesce(p.told_cost, l.unit_cost, p.made_cost, c.cost) as cost,
    coalesce(l.response_cost, 0) as response_cost,
    g.campaign_key is not null as has_gifts,
from priced as p
left join listed as l on p.treatment_key = l.treatment_key
left join channel_costs as c on p.channel = c.channel
left join giving as g on p.campaign_key = g.campaign_key;
