-- measure/arms: who was contacted and who was held out, each with the outcome inside the response window.
--   Treated: delivered contacts; where none were loaded, the exported lists as planned. Control: members marked so in
--   the contacts or held out by an exported list; they stay control whatever happened to them afterwards, and those of
--   them who were contacted all the same are counted as contaminated. The window of a control begins on the campaign's
--   first day.
-- asks: campaign; response_days (window of campaigns that have none)
-- reads: contacts, lists, list_members, responses, store.campaigns
-- writes: temp arms, one row per member; a member with several contacts counts once, in the first cell
create or replace temp table arms as
with asked as (
    select
        getvariable('campaign') as campaign_id,
        coalesce(
            (select response_days from store.campaigns where campaign_id = getvariable('campaign')),
            getvariable('response_days')
        ) as response_days
),

contact as (
    select k.* replace (coalesce(k.contacted_at, c.starts_on::timestamp) as contacted_at),
    from contacts as k
    left join store.campaigns as c using (campaign_id)
    where k.campaign_id = getvariable('campaign')
),

listed as (
    select m.member_id, m.is_control, l.starts_on::timestamp as contacted_at,
    from list_members as m
    inner join lists as l using (list_id)
    where l.campaign_id = getvariable('campaign') and l.status = 'exported'
),

first_day as (
    select coalesce(
        (select min(contacted_at) from contact),
        (select min(contacted_at) from listed),
        (select starts_on from store.campaigns where campaign_id = getvariable('campaign'))
    ) as first_day
),

treated as (
    select
        member_id, min(contacted_at) as contacted_at, coalesce(arg_min(cell, coalesce(contacted_at, '9999-12-31')), '')
            as cell,
        sum(cost::decimal(18, 6)) as cost, bool_or(responded) as responded, sum(value::decimal(18, 6)) as value,
    from contact
    where not is_control and coalesce(delivered, true)
    group by member_id
    union all
    select member_id, min(contacted_at), '', null, null, null,
    from listed
    where not is_control and not exists (select 1 from contact where not contact.is_control)
    group by member_id
),

control as (
    select member_id from contact where is_control
    union
    select member_id from listed where is_control
),

assigned as (
    select
        coalesce(c.member_id, t.member_id) as member_id,
        c.member_id is not null as is_control,
        c.member_id is not null and t.member_id is not null as is_contaminated,
        coalesce(t.cell, '') as cell,
        case when c.member_id is null then t.contacted_at end as contacted_at,
        case when c.member_id is null then t.cost end as cost,
        t.responded,
        t.value,
    from treated as t
    full join control as c using (member_id)
),

response as (
    select member_id, responded_at, value::decimal(18, 6) as value,
    from responses
    where campaign_id = getvariable('campaign')
),

outcome as (
    select a.member_id, count(*) as responses, sum(r.value) as value,
    from assigned as a
    inner join response as r using (member_id)
    cross join asked
    cross join first_day
    where
        coalesce(
            r.responded_at::date between coalesce(a.contacted_at, first_day.first_day)::date
            and coalesce(a.contacted_at, first_day.first_day)::date + asked.response_days,
            true
        )
    group by a.member_id
)

select
    a.member_id,
    a.is_control,
    a.is_contaminated,
    a.cell,
    coalesce(o.responses > 0, a.responded, false) as is_responder,
    coalesce(o.value, a.value, 0) as value,
    coalesce(a.cost, 0) as cost,
from assigned as a
left join outcome as o using (member_id);
