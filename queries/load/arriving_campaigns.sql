-- load/arriving_campaigns: what a campaigns file says.
-- reads: store.campaigns, typed, own_texts
-- writes: temp arriving_campaigns, one row per campaign, with the last value given of each column
create or replace temp table arriving_campaigns as
with entry as (
    select t.campaign_id, t.line, unnest(map_entries(o.own_elements::json::map (varchar, varchar)), recursive := true),
    from typed as t
    inner join own_texts as o on t.own_elements = o.text
    where o.own_elements is not null
),

latest as (
    select campaign_id, key, arg_max(value, line) as value,
    from entry
    group by campaign_id, key
),

own as (
    select campaign_id, own_text(list(struct_pack(key := key, value := value))) as own_elements,
    from latest
    group by campaign_id
)

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
    arg_max(t.notes, t.line) filter (where t.notes is not null) as notes,
    any_value(o.own_elements) as own_elements,
from typed as t
inner join store.campaigns as c using (campaign_id)
left join own as o using (campaign_id)
group by c.campaign_key, t.campaign_id;
