-- targeting/responded_lately: members who answered within days before a day, that day included, in a channel or to an
--   element or campaign where told. What an answer does not say itself is taken from the member's contact.
-- asks: day, days; channel, product, timing, gift, campaign; own_elements, of dimensions that the settings name, as one
--   text (each NULL where it does not matter)
-- reads: store.answered, store.contacts, store.full_treatments, store.campaigns, store.named_channels
-- writes: temp responded_lately, one row per member
create temp table responded_lately as
with contact as (
    select k.member_key, k.responded, coalesce(k.responded_at, k.contacted_at)::date as answered_on, t.*,
    from store.contacts as k
    inner join store.full_treatments as t on k.treatment_key = t.treatment_key
    where not k.is_control and is_asked(k.member_key)
),

answer as (
    select a.member_key, a.campaign_key, a.channel, a.gift, a.responded_at::date as answered_on,
    from store.answered as a
    where
        a.responded_at::date
        between getvariable('day')::date - getvariable('days')::integer and getvariable('day')::date
        and is_asked(a.member_key)
),

told as (
    select
        a.member_key, a.answered_on, c.campaign_id,
        coalesce(a.channel, k.channel, c.channel) as channel,
        coalesce(k.product, c.product) as product,
        coalesce(k.timing, c.timing) as timing,
        coalesce(a.gift, k.gift, c.gift) as gift,
        coalesce(k.own_elements, c.own_elements) as own_elements,
    from answer as a
    left join store.campaigns as c on a.campaign_key = c.campaign_key
    left join contact as k on a.member_key = k.member_key and a.campaign_key = k.campaign_key
    union all
    select member_key, answered_on, campaign_id, channel, product, timing, gift, own_elements,
    from contact
    where responded
)

select distinct member_key,
from told
where
    answered_on between getvariable('day')::date - getvariable('days')::integer and getvariable('day')::date
    and (getvariable('channel') is null or channel_family(channel) = channel_family(getvariable('channel')))
    and (getvariable('product') is null or product = getvariable('product'))
    and (getvariable('timing') is null or timing = getvariable('timing'))
    and (getvariable('gift') is null or gift = getvariable('gift'))
    and coalesce(json_contains(own_elements, getvariable('own_elements')), getvariable('own_elements') is null)
    and (getvariable('campaign') is null or campaign_id = getvariable('campaign'));
