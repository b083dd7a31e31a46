-- value/channel_costs: what the settings say that a contact by each channel costs. Of the names that mean a channel the
--   one that is it to the letter goes first, then that of its family, then the others of it, where they agree.
-- asks: contact_costs, as JSON
-- reads: store.full_treatments, store.list_treatments, store.named_channels
-- writes: temp channel_costs, one row per channel that somebody was contacted by, or a list has, and that the settings
--   mean; cost is NULL where they are at odds
create or replace temp table channel_costs as
with told as (
    select
        unnest(
            from_json(getvariable('contact_costs')::json, '[{"channel": "varchar", "cost": "decimal(18, 6)"}]'),
            recursive := true
        ),
),

named as (
    select cost, plain_word(channel) as word, channel_family(channel) as family,
    from told
),

used as (
    select channel from store.full_treatments
    union
    select channel from store.list_treatments
),

met as (
    select channel, plain_word(channel) as word, channel_family(channel) as family,
    from used
    where channel is not null
)

select
    m.channel,
    coalesce(
        max(n.cost) filter (where n.word = m.word),
        max(n.cost) filter (where n.word = m.family),
        case when min(n.cost) = max(n.cost) then max(n.cost) end
    ) as cost,
from met as m
inner join named as n on m.family = n.family
group by m.channel;
