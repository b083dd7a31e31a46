-- measure/arms: who was to be contacted and who was held out, each with the outcome inside the response window.
--   By intention: where a list of the campaign was exported, its members are the treated, whether or not their message
--   arrived; else everyone with a contact that is no control. Held out: controls of the list and of the contacts; they
--   stay control whatever happened to them, and those who were contacted all the same are counted as contaminated.
--   The window begins with the contact, for controls on the campaign's first day. An answer counts once per member.
-- asks: campaign; response_days (window of campaigns that have none)
-- reads: contacts, lists, list_members, store.answered_campaigns, store.campaigns
-- writes: temp arms, one row per member; a member with several contacts is in the cell of the first
create or replace temp table arms as
with asked as (
    select
        coalesce(max(c.response_days), getvariable('response_days')) as response_days,
        max(c.starts_on)::timestamp as starts_at,
        max(c.unit_cost) as unit_cost,
    from store.campaigns as c
    where c.campaign_id = getvariable('campaign')
),

contact as (
    select k.* replace (coalesce(k.contacted_at, asked.starts_at) as contacted_at),
    from contacts as k
    cross join asked
    where k.campaign_id = getvariable('campaign')
),

listed as (
    select m.member_id, bool_or(m.is_control) as is_control,
    from list_members as m
    inner join lists as l using (list_id)
    where l.campaign_id = getvariable('campaign') and l.status in ('exported', 'sent')
    group by m.member_id
),

contacted as (
    select
        member_id,
        bool_and(is_control) as is_control_only,
        bool_or(is_control) as has_control,
        min(contacted_at) filter (where not is_control) as contacted_at,
        arg_min(cell, (contacted_at, cell)) as cell,
        bool_or(coalesce(delivered, true)) filter (where not is_control) as delivered,
        sum(cost::decimal(18, 6)) filter (where not is_control) as cost,
        bool_or(responded) as responded,
        min(responded_at) as responded_at,
        sum(value::decimal(18, 6)) as value,
    from contact
    group by member_id
),

assigned as (
    select
        coalesce(l.member_id, c.member_id) as member_id,
        coalesce(l.is_control, false) or coalesce(c.has_control, false) as is_control,
        not coalesce(c.is_control_only, true) as was_contacted,
        coalesce(c.cell, '') as cell,
        c.contacted_at,
        coalesce(c.delivered, true) as delivered,
        c.cost,
        c.responded,
        c.responded_at,
        c.value,
    from contacted as c
    full join listed as l using (member_id)
    -- with a list, whoever else was contacted is no part of the comparison
    where l.member_id is not null or c.has_control or not exists (select 1 from listed)
),

first_day as (
    select coalesce(min(c.contacted_at), max(asked.starts_at)) as first_day,
    from asked
    left join contact as c on true
),

windowed as (
    select
        a.*,
        coalesce(case when not a.is_control then a.contacted_at end, f.first_day)::date as opens_on,
        asked.response_days,
        asked.unit_cost,
    from assigned as a
    cross join asked
    cross join first_day as f
),

outcome as (
    select w.member_id, count(*) as responses, sum(r.value) as value,
    from windowed as w
    inner join store.answered_campaigns as r on w.member_id = r.member_id
    where
        r.campaign_id = getvariable('campaign')
        and coalesce(r.responded_at::date between w.opens_on and w.opens_on + w.response_days, true)
    group by w.member_id
)

select
    w.member_id,
    w.is_control,
    w.is_control and w.was_contacted as is_contaminated,
    w.delivered,
    w.cell,
    coalesce(o.responses > 0, false)
    or (
        coalesce(w.responded, w.responded_at is not null)
        and coalesce(w.responded_at::date between w.opens_on and w.opens_on + w.response_days, true)
    ) as is_responder,
    case when is_responder then coalesce(o.value, w.value, 0) else 0 end as value,
    case when w.is_control then 0 else coalesce(w.cost, w.unit_cost, 0) end as cost,
    w.opens_on + w.response_days as closes_on,
from windowed as w
left join outcome as o using (member_id);
