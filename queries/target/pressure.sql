-- target/pressure: the contacts near the send days: those loaded, and those of other campaigns' lists that are approved
--   or handed over. Undelivered ones count too: more than was promised is worse than less.
-- asks: campaign; first_day and last_day of the sends; days (of the longest window)
-- reads: store.contacts, store.full_treatments, store.planned, siblings (lists chosen together), units,
--   pool, store.named_channels
-- writes: temp pressure, one row per contact; temp to_time, one row per member whose send time must be known for it
create or replace temp table pressure as
with contact as (
    select
        k.member_key, t.channel,
        coalesce(k.contacted_at, t.starts_on::timestamp) as contacted_at,
    from store.contacts as k
    inner join store.full_treatments as t on k.treatment_key = t.treatment_key
    where
        not k.is_control
        and is_asked(k.member_key)
        -- told apart from what follows so that older contacts need not be read
        and (
            k.contacted_at is null
            or k.contacted_at > getvariable('first_day')::timestamp - to_days(getvariable('days')::integer)
        )
    union all
    select n.member_key, n.channel, n.contacted_at,
    from store.planned as n
    where n.campaign_id <> getvariable('campaign') and is_asked(n.member_key)
    union all
    select b.member_key, b.channel, b.contacted_at,
    from siblings as b
)

select member_key, channel_family(channel) as family, contacted_at,
from contact
where
    contacted_at > getvariable('first_day')::timestamp - to_days(getvariable('days')::integer)
    and contacted_at < getvariable('last_day')::timestamp + to_days(getvariable('days')::integer + 1);

create or replace temp table to_time as
with unit as (
    select distinct coalesce(u.unit, e.member_key) as unit
    from pressure as e
    left join units as u on e.member_key = u.member_key
)

select p.member_key,
from pool as p
left join units as u on p.member_key = u.member_key
semi join unit as x on coalesce(u.unit, p.member_key) = x.unit;
