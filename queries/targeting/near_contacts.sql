-- targeting/near_contacts: the contacts near the send days of plans with a contact policy: those loaded, and those of
--   other campaigns' lists, or of earlier waves, that are approved or handed over, and those that members held out
--   would have had; then those of each list that is chosen together with them. Undelivered ones count too: more than
--   was promised is worse than less. They are told as the member's own clock told them, where files tell that of
--   another zone.
-- asks: plan, whose list was made just now (NULL: what was there before); first_day (of all sends); days (of the
--   longest window of all); clock: the settings' time zone (NULL: every contact is told by the member's own clock)
-- reads: windows, plans, store.contacts, store.full_treatments, store.planned, unsent, siblings, store.members,
--   store.named_channels
-- writes: pressure
insert into pressure by name
with asked as (
    select
        p.plan, p.campaign, p.wave,
        p.first_day::timestamp - to_days(p.longest) as after_at,
        p.first_day::timestamp + to_days(p.days + p.longest) as before_at,
    from plans as p
    semi join windows as w on p.plan = w.plan
    where coalesce(p.plan > getvariable('plan'), true)
),

contact as (
    select
        k.member_key, t.channel,
        coalesce(k.contacted_at, t.starts_on::timestamp) as contacted_at,
        null as campaign_id, null::integer as wave,
    from store.contacts as k
    inner join store.full_treatments as t on k.treatment_key = t.treatment_key
    where
        getvariable('plan') is null
        and not k.is_control
        and is_asked(k.member_key)
        -- told apart from what follows so that older contacts need not be read
        and (
            k.contacted_at is null
            or k.contacted_at > getvariable('first_day')::timestamp - to_days(getvariable('days')::integer)
        )
    union all
    select n.member_key, n.channel, n.contacted_at, n.campaign_id, n.wave,
    from store.planned as n
    where getvariable('plan') is null and is_asked(n.member_key)
    union all
    select
        u.member_key, u.channel, u.contacted_at, case when u.is_planned then u.campaign_id end as campaign_id,
        null as wave,
    from unsent as u
    where getvariable('plan') is null
    union all
    select b.member_key, b.channel, b.contacted_at, null as campaign_id, null as wave,
    from siblings as b
    where b.plan = getvariable('plan')
),

abroad as (
    select m.member_key, m.timezone,
    from store.members as m
    inner join pg_timezone_names() as z on m.timezone = z.name and is_one_zone(z.name)
    where getvariable('clock') is not null
)

select
    a.plan, k.member_key,
    channel_family(k.channel) as family,
    case
        -- a contact of which only the day is known stays on it
        when m.timezone is not null and k.contacted_at <> date_trunc('day', k.contacted_at)
            then timezone(m.timezone, timezone(getvariable('clock'), k.contacted_at))
        else k.contacted_at
    end as contacted_at,
from contact as k
inner join asked as a
    on
        k.contacted_at > a.after_at
        and k.contacted_at < a.before_at
        and (k.campaign_id is null or k.campaign_id <> a.campaign or coalesce(k.wave, 1) < a.wave)
left join abroad as m on k.member_key = m.member_key;
