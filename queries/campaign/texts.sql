-- campaign/texts: every campaign with the words by which people look for it, and the elements that it used.
-- reads: begun, store.campaigns, store.full_treatments, store.lists, store.list_treatments
-- gives: one row per campaign, by id: templates are the messages of its lists, elements lists in order of names,
--   others those of dimensions that the settings name, own the same as texts, one for each way they went together;
--   began_on as in measure/begun, else the day that its newest list begins
with listed as (
    select
        campaign_id,
        arg_max(coalesce(starts_on, as_of), newest) as planned_on,
        arg_max(case when json_valid(plan) then plan::json ->> '$.campaign.name' end, newest) as name,
        list(distinct list_filter(
            case when json_valid(plan) then plan::json ->> '$.offer[*].template' end, lambda x: x <> 'null'
        )) as templates,
    from store.lists
    where status <> 'recalled'
    group by campaign_id
),

known as (
    select campaign_id from store.campaigns
    union
    select campaign_id from listed
),

element as (
    select campaign_id, channel, product, timing, gift, own_elements,
    from store.full_treatments
    union
    select l.campaign_id, t.channel, t.product, t.timing, t.gift, t.own_elements,
    from store.list_treatments as t
    inner join store.lists as l on t.list_key = l.list_key
    where l.status <> 'recalled'
    union
    select campaign_id, channel, product, timing, gift, own_elements,
    from store.campaigns
),

used as (
    select
        campaign_id,
        list_sort(list(distinct channel) filter (where channel is not null)) as channels,
        list_sort(list(distinct product) filter (where product is not null)) as products,
        list_sort(list(distinct timing) filter (where timing is not null)) as timings,
        list_sort(list(distinct gift) filter (where gift is not null)) as gifts,
        list_sort(list_distinct(flatten(
            list(map_values(own_elements::json::map (varchar, varchar))) filter (where own_elements is not null)
        ))) as others,
        list_sort(list(distinct own_elements) filter (where own_elements is not null)) as own,
    from element
    group by campaign_id
)

select
    k.campaign_id,
    coalesce(c.name, l.name) as name,
    c.notes,
    coalesce(list_sort(list_distinct(flatten(l.templates))), []) as templates,
    coalesce(u.channels, []) as channels,
    coalesce(u.products, []) as products,
    coalesce(u.timings, []) as timings,
    coalesce(u.gifts, []) as gifts,
    coalesce(u.others, []) as others,
    coalesce(u.own, []) as own,
    coalesce(b.began_on, l.planned_on) as began_on,
    coalesce(b.is_sent, false) as is_sent,
from known as k
left join store.campaigns as c on k.campaign_id = c.campaign_id
left join listed as l on k.campaign_id = l.campaign_id
left join used as u on k.campaign_id = u.campaign_id
left join begun as b on k.campaign_id = b.campaign_id
order by k.campaign_id;
