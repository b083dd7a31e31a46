-- adhoc/optouts_after: after which campaigns members opted out
-- gives: one row per campaign and channel, the most opt-outs per thousand contacts first
-- asks: days (integer, 14): the opt-out goes with the latest contact of so many days before it
-- asks: contacts (integer, 100): campaigns and channels with at least so many contacts
-- reads: optouts, contacts
with asked as (
    select
        coalesce(getvariable('days'), 14)::integer as days,
        coalesce(getvariable('contacts'), 100)::integer as contacts,
),

owed as (
    select
        o.member_id, o.channel as optout, o.opted_out_on,
        arg_max((k.campaign_id, k.channel), (k.contacted_at, k.campaign_id, k.channel)) as contact,
    from optouts as o
    inner join contacts as k on o.member_id = k.member_id
    cross join asked as a
    where
        o.action = 'out'
        and not k.is_control
        and k.contacted_at::date <= o.opted_out_on
        and k.contacted_at::date >= o.opted_out_on - a.days
    group by o.member_id, o.channel, o.opted_out_on
),

opted_out as (
    select contact[1] as campaign_id, contact[2] as channel, count(*) as optouts,
    from owed
    group by all
),

contacted as (
    select campaign_id, channel, count(*) as contacts,
    from contacts
    where not is_control
    group by campaign_id, channel
)

select o.campaign_id, o.channel, c.contacts, o.optouts, 1000 * o.optouts / c.contacts as per_thousand,
from opted_out as o
inner join contacted as c on o.campaign_id = c.campaign_id and o.channel is not distinct from c.channel
inner join asked as a on c.contacts >= a.contacts
order by per_thousand desc, o.campaign_id, o.channel;
