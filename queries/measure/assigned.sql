-- measure/assigned: who was to be contacted and who was held out, each with the days in which an answer counts.
--   By intention: where a list of the campaign was exported, its members are the treated, whether or not their message
--   arrived; else everyone with a contact that is no control. Held out: controls of the list and of the contacts; they
--   stay control whatever happened to them, and those who were contacted all the same are counted as contaminated.
--   The window begins with the member's first contact, for controls on the campaign's first day, and ends response_days
--   after the last contact before it closed; those held out are watched as long as those contacted are on average.
--   Whoever was contacted or held out again after it had closed is there once for each time (see measure/waves).
-- reads: measured, measured_lists, measured_treatments, contacted, waves, store.list_members, store.list_treatments
-- writes: temp assigned, one row per campaign, member and wave; a member with several contacts is in the cell of the
--   first. cost is NULL where none is known; list columns are NULL where no list was exported, and after the first wave
create or replace temp table assigned as
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
        m.selection_probability::double as selection_probability, 1 as wave,
    from store.list_members as m
    inner join measured_lists as l on m.list_key = l.list_key
    anti join several as s on l.campaign_number = s.campaign_number
    union all
    select
        l.campaign_number, l.member_key, l.is_control, l.list_key, m.treatment, m.rank,
        m.propensity::double as propensity,
        m.selection_probability::double as selection_probability, 1 as wave,
    from listed as l
    inner join store.list_members as m on l.list_key = m.list_key and l.member_key = m.member_key
),

with_list as (
    select distinct campaign_number
    from on_list
),

-- most have a single contact, and nothing of it is to be added up
met_often as (
    select campaign_number, member_key
    from contacted
    group by campaign_number, member_key
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
),

first_day as (
    select m.campaign_number, coalesce(min(c.contacted_at), max(m.starts_at))::date as first_day,
    from measured as m
    left join contacted as c on m.campaign_number = c.campaign_number
    group by m.campaign_number
),

both_ways as (
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
        coalesce(c.delivered, true) as delivered,
        c.cost, c.treatment_code, c.place, l.list_key, l.treatment, l.rank, l.propensity, l.selection_probability,
    from by_member as c
    full join on_list as l
        on c.campaign_number = l.campaign_number and c.member_key = l.member_key and c.wave = l.wave
    left join with_list as w on c.campaign_number = w.campaign_number
    -- with a list, whoever else was contacted is no part of the comparison
    where l.member_key is not null or c.has_control or c.wave > 1 or w.campaign_number is null
)

-- the list says who is compared with whom; what was sent may differ
select
    b.campaign_number, b.member_key, b.wave, b.is_control, b.was_contacted, b.contacts, b.contacted_at, b.delivered,
    case when b.is_control then 0 else coalesce(b.cost, m.unit_cost, l.unit_cost) end as cost,
    coalesce(l.treatment_code, b.treatment_code) as treatment_code,
    b.list_key, b.treatment, l.offer as list_offer, b.rank, b.propensity, b.selection_probability,
    l.value_per_response,
    coalesce(l.cell, t.cell, '') as cell,
    coalesce(l.channel, t.channel) as channel,
    coalesce(l.product, t.product) as product,
    coalesce(l.timing, t.timing) as timing,
    coalesce(l.gift, t.gift) as gift,
    coalesce(case when not b.is_control then b.contacted_at::date end, b.again_on, f.first_day) as opens_on,
    coalesce(case when not b.is_control then b.last_contacted_at::date end, b.again_on, f.first_day)
    + m.response_days as closes_on,
from both_ways as b
inner join measured as m on b.campaign_number = m.campaign_number
inner join first_day as f on b.campaign_number = f.campaign_number
left join store.list_treatments as l on b.list_key = l.list_key and b.treatment = l.treatment
left join measured_treatments as t on b.place = t.place;

-- reminders make the window of those contacted longer
with longer as (
    select
        a.campaign_number,
        -- the mean, to whole days
        ((2 * sum(a.closes_on - a.opens_on - m.response_days) + count(*)) // (2 * count(*)))::integer as days,
    from assigned as a
    inner join measured as m on a.campaign_number = m.campaign_number
    where not a.is_control
    group by a.campaign_number
)

update assigned as a
set closes_on = a.closes_on + l.days
from longer as l
where a.is_control and l.days > 0 and a.campaign_number = l.campaign_number;
