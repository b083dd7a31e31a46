-- measure/placed: who was to be contacted and who was held out, as lists and contacts tell it.
--   By intention: where a list of the campaign was exported, its members are the treated, whether or not their message
--   arrived; else everyone with a contact that is no control. Held out: controls of the list and of the contacts; they
--   stay control whatever happened to them, and those who were contacted all the same are counted as contaminated.
--   Whoever was contacted or held out again after the window had closed is there once for each time (measure/waves).
-- reads: measured_lists, series_listed, contacted, repeating, waves, store.list_members, store.left_out
-- writes: temp placed, one row per campaign, member and wave; a member with several contacts is in the cell of the
--   first. send_on: the day that the list planned; held_on: the day of a control's own in the contacts; cost is NULL
--   where none is known; planned_cost: that of the lists of a series together (NULL: it is none), unloaded_cost: of
--   those of which no contact is loaded; list columns are NULL where no list was exported, and after the first wave
create or replace temp table placed as
with several as (
    select campaign_number
    from measured_lists
    group by campaign_number
    having count(*) > 1
),

-- a member of several lists of a campaign is on the first; most campaigns have one list, and nothing to choose
listed as (
    select l.campaign_number, m.member_key, min(m.list_key) as list_key, bool_or(m.is_control) as is_control,
    from store.list_members as m
    inner join measured_lists as l on m.list_key = l.list_key
    semi join several as s on l.campaign_number = s.campaign_number
    group by l.campaign_number, m.member_key
),

on_list as (
    select
        l.campaign_number, m.member_key, m.is_control, m.list_key, m.treatment, m.rank,
        m.propensity::double as propensity,
        m.selection_probability::double as selection_probability, m.send_at::date as send_on, 1 as wave,
    from store.list_members as m
    inner join measured_lists as l on m.list_key = l.list_key
    anti join several as s on l.campaign_number = s.campaign_number
    union all
    select
        l.campaign_number, l.member_key, l.is_control, l.list_key, m.treatment, m.rank,
        m.propensity::double as propensity,
        m.selection_probability::double as selection_probability, m.send_at::date as send_on, 1 as wave,
    from listed as l
    inner join store.list_members as m on l.list_key = m.list_key and l.member_key = m.member_key
),

-- the waves of a series of which a contact is loaded
loaded_wave as (
    select distinct wave_list as list_key,
    from contacted
    where not is_control and wave_list is not null
),

cost_of_list as (
    select
        l.campaign_number, l.member_key,
        sum(l.unit_cost)::decimal(38, 6) as planned_cost,
        coalesce(sum(l.unit_cost) filter (where w.list_key is null), 0)::decimal(38, 6) as unloaded_cost,
    from series_listed as l
    left join loaded_wave as w on l.list_key = w.list_key
    left join store.left_out as o on l.list_key = o.list_key and l.member_key = o.member_key
    where not l.is_control and o.member_key is null
    group by l.campaign_number, l.member_key
),

with_list as (
    select distinct campaign_number
    from on_list
),

-- most have a single contact, and nothing of it is to be added up
met_often as (
    select c.campaign_number, c.member_key
    from contacted as c
    semi join repeating as r on c.campaign_number = r.campaign_number
    group by c.campaign_number, c.member_key
    having count(*) > 1
),

met_once as (
    select
        c.campaign_number,
        c.member_key,
        1 as wave,
        c.is_control as is_control_only,
        c.is_control as has_control,
        case when not c.is_control then c.contacted_at end as contacted_at,
        case when not c.is_control then c.contacted_at end as last_contacted_at,
        null::date as again_on,
        case when c.is_control and c.has_time then c.contacted_at::date end as held_on,
        c.place,
        c.treatment_code,
        (not c.is_control)::bigint as contacts,
        case when not c.is_control then coalesce(c.delivered, true) end as delivered,
        case when not c.is_control then c.cost end::decimal(38, 6) as cost,
    from contacted as c
    anti join met_often as o on c.campaign_number = o.campaign_number and c.member_key = o.member_key
),

added_up as (
    select
        c.campaign_number,
        c.member_key,
        coalesce(w.wave, 1) as wave,
        bool_and(is_control) as is_control_only,
        bool_or(is_control) as has_control,
        min(contacted_at) filter (where not is_control) as contacted_at,
        max(contacted_at) filter (where not is_control) as last_contacted_at,
        min(w.opens_on) filter (where w.wave > 1) as again_on,
        min(contacted_at) filter (where is_control and has_time)::date as held_on,
        -- of the first contact: time and place in one number, which is many times faster than two side by side
        min(coalesce(greatest(epoch_ms(contacted_at), 0), 0) * 1000000 + place) % 1000000 as place,
        min(treatment_code) as treatment_code,
        count(*) filter (where not is_control) as contacts,
        bool_or(coalesce(delivered, true)) filter (where not is_control) as delivered,
        case when count(*) = count(cost) then sum(cost) filter (where not is_control) end as cost,
    from contacted as c
    semi join met_often as o on c.campaign_number = o.campaign_number and c.member_key = o.member_key
    left join waves as w
        on
            c.campaign_number = w.campaign_number
            and c.member_key = w.member_key
            and c.contacted_at::date between w.opens_on and w.last_on
    group by c.campaign_number, c.member_key, coalesce(w.wave, 1)
),

by_member as (
    select * from met_once
    union all by name
    select * from added_up
)

select
    coalesce(l.campaign_number, c.campaign_number) as campaign_number,
    coalesce(l.member_key, c.member_key) as member_key,
    coalesce(c.wave, 1) as wave,
    coalesce(l.is_control, false) or coalesce(c.has_control, false) as is_control,
    not coalesce(c.is_control_only, true) as was_contacted,
    coalesce(c.contacts, 0) as contacts,
    c.contacted_at,
    c.last_contacted_at,
    c.again_on,
    c.held_on,
    coalesce(c.delivered, true) as delivered,
    c.cost, p.planned_cost, p.unloaded_cost, c.treatment_code, c.place, l.list_key, l.treatment,
    l.rank, l.propensity, l.selection_probability,
    l.send_on,
from by_member as c
full join on_list as l
    on c.campaign_number = l.campaign_number and c.member_key = l.member_key and c.wave = l.wave
left join cost_of_list as p on l.campaign_number = p.campaign_number and l.member_key = p.member_key
left join with_list as w on c.campaign_number = w.campaign_number
-- with a list, whoever else was contacted is no part of the comparison
where l.member_key is not null or c.has_control or c.wave > 1 or w.campaign_number is null;
