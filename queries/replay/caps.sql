-- replay/caps: the rules of a contact policy that history is gone through under.
-- asks: caps, as JSON
-- reads: store.named_channels
-- writes: temp caps, one row per rule: cap counts them as the file names them; family (of channels, or 'all'); most
--   contacts in a window of so many days; per ('household' or 'member'); bit: the rule as one bit of a number
create or replace temp table caps as
with told as (
    select
        unnest(
            from_json(
                getvariable('caps')::json,
                '[{"cap": "integer", "channel": "varchar", "most": "integer", "days": "integer", "per": "varchar"}]'
            ),
            recursive := true
        ),
)

select cap, channel_family(channel) as family, most, days, per, 1::bigint << (cap - 1) as bit,
from told;
