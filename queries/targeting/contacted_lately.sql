-- targeting/contacted_lately: the members contacted within a number of days before a day, that day included, by what is
--   loaded or by another campaign's list that is approved or handed over; or held out of such a contact.
-- asks: day, days, campaign
-- reads: store.contacts, store.treatments, store.campaigns, store.planned, unsent
-- writes: temp contacted_lately, one row per member
create temp table contacted_lately as
with contact as (
    select k.member_key, coalesce(k.contacted_at::date, c.starts_on) as contacted_on,
    from store.contacts as k
    inner join store.treatments as t using (treatment_key)
    inner join store.campaigns as c using (campaign_key)
    where
        not k.is_control
        and is_asked(k.member_key)
        -- told apart from what follows so that older contacts need not be read
        and (
            k.contacted_at is null
            or k.contacted_at >= getvariable('day')::timestamp - to_days(getvariable('days')::integer)
        )
    union all
    select n.member_key, n.contacted_at::date as contacted_on,
    from store.planned as n
    where n.campaign_id <> getvariable('campaign') and is_asked(n.member_key)
    union all
    select u.member_key, u.contacted_at::date as contacted_on,
    from unsent as u
    where not u.is_planned or u.campaign_id <> getvariable('campaign')
)

select distinct member_key,
from contact
where contacted_on between getvariable('day')::date - getvariable('days')::integer and getvariable('day')::date;
