-- target/near_contacts: the contacts near the send days of plans with a contact policy: those loaded, and those of
--   other campaigns' lists that are approved or handed over, or chosen together. Undelivered ones count too: more than
--   was promised is worse than less.
-- asks: first_day (of all sends); days (of the longest window of all)
-- reads: windows, plans, store.contacts, store.full_treatments, store.planned, siblings,
--   store.named_channels
-- writes: temp near_contacts, one row per plan and contact
create temp table near_contacts as
with asked as (
    select
        p.plan, p.campaign,
        p.first_day::timestamp - to_days(p.longest) as after_at,
        p.first_day::timestamp + to_days(p.days + p.longest) as before_at,
    from plans as p
    semi join windows as w on p.plan = w.plan
),

contact as (
    select
        k.member_key, t.channel,
        coalesce(k.contacted_at, t.starts_on::timestamp) as contacted_at,
        null as campaign_id,
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
    select n.member_key, n.channel, n.contacted_at, n.campaign_id,
    from store.planned as n
    where is_asked(n.member_key)
    union all
    select b.member_key, b.channel, b.contacted_at, null as campaign_id,
    from siblings as b
)

select a.plan, k.member_key, channel_family(k.channel) as family, k.contacted_at,
from contact as k
inner join asked as a
    on
        k.contacted_at > a.after_at
        and k.contacted_at < a.before_at
        and (k.campaign_id is null or k.campaign_id <> a.campaign);
