-- targeting/contact_times: when, and by which channel, those contacted of a campaign were, where somebody was held out
--   of it and no source says when or by which channel they would have been.
-- reads: held_out, store.contacts, store.full_treatments
-- writes: temp contact_times, one row per campaign, channel and moment, by that channel (of_channel) and by any of them
--   (of_channel is *): upto, how many were contacted until then, in order of channel and moment; contacts, in all
create temp table contact_times as
with campaign as (
    select distinct campaign_key
    from held_out
    where campaign_key is not null and (held_at is null or channel is null)
),

moment as (
    select
        t.campaign_key, t.channel, coalesce(k.contacted_at, t.starts_on::timestamp) as contacted_at,
        count(*) as contacts,
    from store.contacts as k
    inner join store.full_treatments as t on k.treatment_key = t.treatment_key
    semi join campaign as c on t.campaign_key = c.campaign_key
    where not k.is_control
    group by t.campaign_key, t.channel, coalesce(k.contacted_at, t.starts_on::timestamp)
),

either_way as (
    select campaign_key, channel as of_channel, channel, contacted_at, contacts,
    from moment
    where channel is not null
    union all
    select campaign_key, '*' as of_channel, channel, contacted_at, contacts,
    from moment
)

select
    campaign_key, of_channel, channel, contacted_at,
    (sum(contacts) over (partition by campaign_key, of_channel order by channel nulls first, contacted_at nulls first))
    ::bigint as upto,
    (sum(contacts) over (partition by campaign_key, of_channel))::bigint as contacts,
from either_way;
