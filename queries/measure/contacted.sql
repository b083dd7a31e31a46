-- measure/contacted: the contacts of the campaigns alone, found by their few treatments, each with what a vendor
--   reported of it. A contact without a time of its own is taken to be on the campaign's first day.
-- reads: measured, measured_treatments, store.contacts, store.returns
-- writes: temp contacted, one row per contact or control of a campaign; cost is NULL where none is known
create or replace temp table contacted as
with contact as (
    select
        t.campaign_number, k.member_key, t.place, k.is_control, k.treatment_code, k.delivered, k.responded,
        k.responded_at, k.value,
        coalesce(k.contacted_at, m.starts_at) as contacted_at,
        coalesce(k.cost, case when k.is_control then 0 else m.unit_cost end) as cost,
    from store.contacts as k
    inner join measured_treatments as t on k.treatment_key = t.treatment_key
    inner join measured as m on t.campaign_number = m.campaign_number
),

code as (
    select distinct campaign_number, treatment_code
    from contact
    where treatment_code is not null
),

-- a report names the campaign, or the code, or both
report as (
    select m.campaign_number, r.member_key, r.treatment_code, bool_and(r.outcome = 'delivered') as delivered,
    from store.returns as r
    inner join measured as m on r.campaign_key = m.campaign_key
    where r.outcome in ('delivered', 'failed')
    group by m.campaign_number, r.member_key, r.treatment_code
    union all
    select c.campaign_number, r.member_key, r.treatment_code, bool_and(r.outcome = 'delivered') as delivered,
    from store.returns as r
    inner join code as c on r.treatment_code = c.treatment_code
    where r.outcome in ('delivered', 'failed') and r.campaign_key is null
    group by c.campaign_number, r.member_key, r.treatment_code
),

by_code as (
    select campaign_number, member_key, treatment_code, bool_and(delivered) as delivered,
    from report
    where treatment_code is not null
    group by campaign_number, member_key, treatment_code
),

by_campaign as (
    select campaign_number, member_key, delivered,
    from report
    where treatment_code is null
)

select k.* replace (coalesce(b.delivered, c.delivered, k.delivered) as delivered),
from contact as k
left join by_code as b
    on k.member_key = b.member_key and k.campaign_number = b.campaign_number and k.treatment_code = b.treatment_code
left join by_campaign as c on k.member_key = c.member_key and k.campaign_number = c.campaign_number;
