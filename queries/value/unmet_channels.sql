-- value/unmet_channels: channels that the settings give a cost of, and that nobody was ever contacted by.
-- asks: contact_costs, as JSON
-- reads: store.full_treatments, store.named_channels
-- gives: one row per such channel, and one for each that is known: channel, is_unmet
with told as (
    select
        unnest(
            from_json(getvariable('contact_costs')::json, '[{"channel": "varchar", "cost": "decimal(18, 6)"}]'),
            recursive := true
        ),
),

met as (
    select distinct channel, channel_family(channel) as family,
    from store.full_treatments
    where channel is not null
)

select t.channel, true as is_unmet,
from told as t
anti join met as m on channel_family(t.channel) = m.family
union all
select channel, false,
from met
order by is_unmet desc, channel;
