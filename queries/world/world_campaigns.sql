-- world/world_campaigns: one campaign a month, each with one product and timing, three channels and two gifts.
-- asks: months (how many), seed
-- writes: temp world_campaigns, one row per campaign
create or replace temp table world_campaigns as
with numbered as (
    select i as month_index, month_start(i) as month, i::varchar as id, element_options() as e,
    from range(getvariable('months')::bigint) as r (i)
),

drawn as (
    select
        month_index,
        month,
        pick('campaign product', id, e.product) as product,
        pick('campaign timing', id, e.timing) as timing,
        (month + 1 + floor(draw('start', id) * 8)::integer) as starts_on,
        list_filter(e.channel, lambda x: x <> pick('campaign without', id, e.channel)) as channels,
        [pick('gift one', id, e.gift), pick('gift two', id, e.gift)] as gifts,
        exp(0.35 * normal_draw('appeal', id)) as appeal,
    from numbered
)

select strftime(month, '%Y-%m') || '-' || product as campaign_id, *,
from drawn
order by month_index;
