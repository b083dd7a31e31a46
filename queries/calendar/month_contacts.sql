-- calendar/month_contacts: who is contacted on which day by which campaign, in the weeks that a month touches: by
--   contacts that are loaded (run); by lists approved or handed over, as far as none is loaded (planned); by drafts.
--   Who is held out is not contacted. A contact without a time is on the first day of its campaign.
-- asks: since, until (the first day, a Monday, and the last, a Sunday)
-- reads: drafts, store.contacts, store.full_treatments, store.planned, store.list_members, store.list_treatments
-- writes: temp month_contacts, one row per member, campaign, day, channel and state: run, planned or draft; contacts
create or replace temp table month_contacts as
with asked as (
    select getvariable('since')::date as since, getvariable('until')::date as until,
),

run as (
    select
        k.member_key, t.campaign_id, t.channel,
        coalesce(k.contacted_at::date, t.starts_on) as day,
        'run' as state,
    from store.contacts as k
    inner join store.full_treatments as t on k.treatment_key = t.treatment_key
    cross join asked as a
    where not k.is_control and coalesce(k.contacted_at::date, t.starts_on) between a.since and a.until
),

drafted as (
    select
        m.member_key, d.campaign_id, t.channel,
        coalesce(m.send_at::date, d.starts_on) as day,
        'draft' as state,
    from drafts as d
    inner join store.list_members as m on d.list_key = m.list_key
    inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
    cross join asked as a
    where not m.is_control and coalesce(m.send_at::date, d.starts_on) between a.since and a.until
),

contact as (
    select * from run
    union all
    select n.member_key, n.campaign_id, n.channel, n.contacted_at::date as day, 'planned' as state,
    from store.planned as n
    cross join asked as a
    where n.contacted_at::date between a.since and a.until
    union all
    select * from drafted
)

select member_key, campaign_id, channel, day, state, count(*) as contacts,
from contact
group by all;
