-- measure/contacted: the contacts of the campaigns alone, found by their few treatments, each with what a vendor
--   reported of it. A contact without a time of its own is taken to be on the campaign's first day. One of a
--   series costs what the list of its wave says.
-- asks: campaign_keys, of the campaigns: of what reports are looked at
-- reads: measured, measured_treatments, measured_lists, series_spans, store.list_treatments, store.contacts,
--   store.campaigns, store.deliveries
-- writes: temp contacted, one row per contact or control of a campaign; cost is NULL where none is known
create or replace temp table contacted as
with of_wave as (
    select l.campaign_number, t.treatment_code, max(t.unit_cost) as unit_cost,
    from store.list_treatments as t
    inner join measured_lists as l on t.list_key = l.list_key
    semi join series_spans as s on l.campaign_number = s.campaign_number
    group by l.campaign_number, t.treatment_code
),

contact as (
    select
        t.campaign_number, k.member_key, t.place, k.is_control, k.treatment_code, k.delivered, k.responded,
        k.responded_at, k.value,
        coalesce(k.contacted_at, m.starts_at) as contacted_at,
        k.contacted_at is not null as has_time,
        coalesce(k.cost, case when k.is_control then 0 else coalesce(w.unit_cost, m.unit_cost) end) as cost,
        coalesce(k.contacted_at, c.starts_on::timestamp) as told_at,
    from store.contacts as k
    inner join measured_treatments as t on k.treatment_key = t.treatment_key
    inner join measured as m on t.campaign_number = m.campaign_number
    left join store.campaigns as c on m.campaign_key = c.campaign_key
    left join of_wave as w on t.campaign_number = w.campaign_number and k.treatment_code = w.treatment_code
),

delivery as (
    select m.campaign_number, d.*
    from store.deliveries as d
    inner join measured as m on d.campaign_key = m.campaign_key
)

select
    k.* exclude (told_at)
    replace (
        arrived(b.delivered, b.reported_at, c.delivered, c.reported_at, c.is_only, k.delivered) as delivered
    ),
from contact as k
left join delivery as b
    on
        k.member_key = b.member_key
        and k.campaign_number = b.campaign_number
        and is_by_code(b.treatment_code, b.contacted_at, k.treatment_code, k.told_at)
left join delivery as c
    on
        k.member_key = c.member_key
        and k.campaign_number = c.campaign_number
        and is_by_campaign(c.treatment_code, c.contacted_at, k.told_at);
