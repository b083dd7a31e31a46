-- targeting/unsent: the contacts that those held out would have had. Rules that count contacts count them as well: else
--   the next list would take those held out of the last one first, and its two arms would be contacted unlike later.
--   Each is at the time and by the channel that its source says; else as one of those contacted of the campaign was,
--   drawn by a hash of campaign and member, so that both arms have the same times; else on the campaign's first day.
--   Whoever was contacted all the same, in the response window, has the contact itself, which counts once.
-- asks: since (NULL: all), before which nothing counts
-- reads: held_out, contact_times, store.persons, store.contacts, store.treatments, store.campaigns, store.scorings
-- writes: temp unsent, one row per such contact: campaign_id, channel (NULL: none is known), contacted_at; is_planned,
--   as in targeting/held_out
create temp table unsent as
with drawn as (
    select h.*, md5_number_lower('held/' || h.campaign_id || '/' || p.member_id) as draw,
    from held_out as h
    inner join store.persons as p on h.member_key = p.member_key
    where h.held_at is null or h.channel is null
),

size as (
    select campaign_key, of_channel, max(contacts) as contacts,
    from contact_times
    group by campaign_key, of_channel
),

placed as (
    select
        d.*, coalesce(d.channel, '*') as of_channel,
        -- nobody contacted: no place, and the first day
        coalesce((d.draw % s.contacts)::bigint + 1, 0) as place,
    from drawn as d
    left join size as s on d.campaign_key = s.campaign_key and coalesce(d.channel, '*') = s.of_channel
),

timed as (
    select
        p.member_key, p.campaign_key, p.campaign_id, coalesce(p.channel, t.channel) as channel,
        coalesce(p.held_at, t.contacted_at, p.first_at) as contacted_at,
        p.is_planned,
    from placed as p
    asof left join contact_times as t
        on p.campaign_key = t.campaign_key and p.of_channel = t.of_channel and p.place <= t.upto
    union all
    select member_key, campaign_key, campaign_id, channel, held_at, is_planned,
    from held_out
    where held_at is not null and channel is not null
),

told as (
    select
        t.*,
        to_days(coalesce(c.response_days, s.response_days, 30)::integer) as response_window,
        t.contacted_at - response_window as after_at,
        t.contacted_at + response_window as before_at,
    from timed as t
    left join store.campaigns as c on t.campaign_key = c.campaign_key
    left join store.scorings as s on true
    where
        t.contacted_at is not null
        and (getvariable('since') is null or t.contacted_at >= getvariable('since')::timestamp)
),

met as (
    select k.member_key, t.campaign_key, coalesce(k.contacted_at, c.starts_on::timestamp) as contacted_at,
    from store.contacts as k
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
    semi join told as x on k.member_key = x.member_key and t.campaign_key = x.campaign_key
    where not k.is_control
)

select t.member_key, t.campaign_id, t.channel, t.contacted_at, t.is_planned,
from told as t
anti join met as m
    on
        t.member_key = m.member_key
        and t.campaign_key = m.campaign_key
        and t.after_at <= m.contacted_at
        and t.before_at >= m.contacted_at;
