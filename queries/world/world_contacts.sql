-- world/world_contacts: who was contacted in the past, how, and with what chance of an answer. Contacts lean to those
--   who spend more, as an analyst's would; one in twenty is held out as control; three in a hundred do not arrive.
-- asks: seed
-- reads: people, world_campaigns
-- writes: temp world_contacts, one row per contact or control: chance, of an answer; id, by which it is drawn
create or replace temp table world_contacts as
with reached as (
    select
        p.* exclude (name, phone, joined_on, region, handset_wap),
        c.campaign_id,
        c.month_index,
        c.starts_on,
        c.appeal,
        c.product as offer_product,
        c.timing as offer_timing,
        c.campaign_id || '/' || p.member_id as id,
        pick('contact channel', c.campaign_id || '/' || p.member_id, c.channels) as drawn_channel,
        pick('contact gift', c.campaign_id || '/' || p.member_id, c.gifts) as offer_gift,
    from people as p
    cross join world_campaigns as c
    where draw('contacted', c.campaign_id || '/' || p.member_id) < case when p.arpu > 40 then 0.46 else 0.34 end
),

offered as (
    select
        *,
        case when drawn_channel = 'email' and email is null then 'sms' else drawn_channel end as offer_channel,
        1 + (coalesce(month_index >= drifts_in, false))::integer as phase,
    from reached
)

select
    member_id,
    campaign_id,
    starts_on + floor(draw('day', id) * 3)::integer + to_minutes(540 + floor(draw('minute', id) * 660)::integer)
        as contacted_at,
    offer_channel as channel,
    offer_gift as gift,
    offer_channel || '-' || offer_gift as cell,
    draw('control', id) < 0.05 as is_control,
    draw('delivered', id) < 0.97 as delivered,
    channel_cost(offer_channel) as cost,
    answer_chance(
        appeal, responsiveness, offer_channel, offer_product, offer_timing, offer_gift, channel, product, timing, gift,
        phase
    ) as chance,
    id,
from offered
order by campaign_id, member_id;
