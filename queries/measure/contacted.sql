-- measure/contacted: the contacts of the campaign alone, found by its few treatments, each with what a vendor reported
--   of it. A contact without a time of its own is taken to be on the campaign's first day.
-- reads: measured, measured_treatments, store.contacts, store.returns
-- writes: temp contacted, one row per contact or control of the campaign; cost is NULL where none is known
create or replace temp table contacted as
with contact as (
    select
        k.member_key, t.place, k.is_control, k.treatment_code, k.delivered, k.responded, k.responded_at, k.value,
        coalesce(k.contacted_at, m.starts_at) as contacted_at,
        coalesce(k.cost, case when k.is_control then 0 else m.unit_cost end) as cost,
    from store.contacts as k
    inner join measured_treatments as t on k.treatment_key = t.treatment_key
    cross join measured as m
),

code as (
    select distinct treatment_code
    from contact
    where treatment_code is not null
),

-- a report names the campaign, or the code, or both
report as (
    select r.member_key, r.treatment_code, bool_and(r.outcome = 'delivered') as delivered,
    from store.returns as r
    inner join measured as m on r.campaign_key = m.campaign_key
    where r.outcome in ('delivered', 'failed')
    group by r.member_key, r.treatment_code
    union all
    select r.member_key, r.treatment_code, bool_and(r.outcome = 'delivered') as delivered,
    from store.returns as r
    semi join code as c on r.treatment_code = c.treatment_code
    where r.outcome in ('delivered', 'failed') and r.campaign_key is null
    group by r.member_key, r.treatment_code
),

by_code as (
    select member_key, treatment_code, bool_and(delivered) as delivered,
    from report
    where treatment_code is not null
    group by member_key, treatment_code
),

by_campaign as (
    select member_key, delivered,
    from report
    where treatment_code is null
)

select k.* replace (coalesce(b.delivered, c.delivered, k.delivered) as delivered),
from contact as k
left join by_code as b on k.member_key = b.member_key and k.treatment_code = b.treatment_code
left join by_campaign as c on k.member_key = c.member_key;
