-- measure/contacted: the contacts of the campaigns alone, found by their few treatments, each with what a vendor
--   reported of it. A contact without a time of its own is taken to be on the campaign's first day. One of a
--   series costs what the list of its wave says.
-- asks: campaign_keys, of the campaigns: of what reports are looked at
-- reads: measured, measured_treatments, series_listed, store.contacts, store.campaigns, store.deliveries
-- writes: temp contacted, one row per contact or control of a campaign; cost is NULL where none is known; wave_list:
--   the list of a series that it is of, by its code, else by its day (NULL: of no series)
create or replace temp table contacted as
with contact as (
    select
        t.campaign_number, k.member_key, t.place, k.is_control, k.treatment_code, k.delivered, k.responded,
        k.responded_at, k.value,
        coalesce(k.contacted_at, m.starts_at) as contacted_at,
        k.contacted_at is not null as has_time,
        k.cost, m.unit_cost,
        coalesce(k.contacted_at, c.starts_on::timestamp) as told_at,
    from store.contacts as k
    inner join measured_treatments as t on k.treatment_key = t.treatment_key
    inner join measured as m on t.campaign_number = m.campaign_number
    left join store.campaigns as c on m.campaign_key = c.campaign_key
),

of_code as (
    select campaign_number, treatment_code, max(list_key) as list_key, max(unit_cost) as unit_cost,
    from series_listed
    group by campaign_number, treatment_code
),

-- of a series: the latest wave that the member was on by then
of_day as (
    select
        k.campaign_number, k.member_key, k.contacted_at,
        arg_max(l.list_key, l.wave) as list_key,
        arg_max(l.unit_cost, l.wave) as unit_cost,
    from contact as k
    inner join series_listed as l
        on
            k.campaign_number = l.campaign_number
            and k.member_key = l.member_key
            and k.contacted_at::date >= l.starts_on
    group by k.campaign_number, k.member_key, k.contacted_at
),

delivery as (
    select m.campaign_number, d.*
    from store.deliveries as d
    inner join measured as m on d.campaign_key = m.campaign_key
)

select
    k.* exclude (told_at, unit_cost)
    replace (
        arrived(b.delivered, b.reported_at, c.delivered, c.reported_at, c.is_only, k.delivered) as delivered,
        coalesce(k.cost, case when k.is_control then 0 else coalesce(w.unit_cost, d.unit_cost, k.unit_cost) end) as cost
    ),
    coalesce(w.list_key, d.list_key) as wave_list,
from contact as k
left join of_code as w on k.campaign_number = w.campaign_number and k.treatment_code = w.treatment_code
left join of_day as d
    on k.campaign_number = d.campaign_number and k.member_key = d.member_key and k.contacted_at = d.contacted_at
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
