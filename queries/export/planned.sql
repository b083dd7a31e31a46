-- export/planned: the campaign that a list plans, as a campaigns file would describe it. An element that all treatments
--   share is the campaign's.
-- asks: list_id
-- reads: store.list_treatments, store.lists
-- writes: temp planned, one row
create or replace temp table planned as
with treatment as (
    select
        list_key,
        case when count(distinct coalesce(product, '')) = 1 then max(product) end as product,
        case when count(distinct coalesce(timing, '')) = 1 then max(timing) end as timing,
        case when count(distinct coalesce(gift, '')) = 1 then max(gift) end as gift,
        case when count(distinct coalesce(own_elements, '')) = 1 then max(own_elements) end as own_elements,
        case when count(distinct channel) = 1 then max(channel) end as channel,
        case when count(distinct unit_cost) = 1 then max(unit_cost) end as unit_cost,
    from store.list_treatments
    group by list_key
)

select
    l.campaign_id, t.product, t.timing, t.gift, t.own_elements, t.channel, l.starts_on, l.ends_on,
    json_extract_string(l.plan, '$.campaign.name') as name,
    t.unit_cost,
from store.lists as l
left join treatment as t on l.list_key = t.list_key
where l.list_id = getvariable('list_id');
