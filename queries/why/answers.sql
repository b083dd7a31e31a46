-- why/answers: what a member answered, as the recency rules of a plan read it (see targeting/responded_lately).
-- asks: member_key
-- reads: store.answered, store.contacts, store.full_treatments, store.campaigns, store.named_channels
-- gives: one row per answer, latest first: answered_on, campaign_id, family of the channel, product, timing, gift,
--   own_elements, of dimensions that the settings name
with contact as (
    select
        k.responded, coalesce(k.responded_at, k.contacted_at)::date as answered_on, t.*,
    from store.contacts as k
    inner join store.full_treatments as t on k.treatment_key = t.treatment_key
    where k.member_key = getvariable('member_key') and not k.is_control
),

told as (
    select
        a.responded_at::date as answered_on, c.campaign_id,
        coalesce(a.channel, k.channel, c.channel) as channel,
        coalesce(k.product, c.product) as product,
        coalesce(k.timing, c.timing) as timing,
        coalesce(a.gift, k.gift, c.gift) as gift,
        coalesce(k.own_elements, c.own_elements) as own_elements,
    from store.answered as a
    left join store.campaigns as c on a.campaign_key = c.campaign_key
    left join contact as k on a.campaign_key = k.campaign_key
    where a.member_key = getvariable('member_key')
    union all
    select answered_on, campaign_id, channel, product, timing, gift, own_elements,
    from contact
    where responded
)

select distinct answered_on, campaign_id, channel_family(channel) as family, product, timing, gift, own_elements,
from told
order by answered_on desc nulls last, campaign_id, family, product, timing, gift, own_elements;
