-- measure/assigned: who was to be contacted and who was held out, each with the days in which an answer counts.
--   opens_on to closes_on: of those contacted, from their own first contact to response_days after the last; these are
--   the days of their answers. from_on to until_on: the days in which both arms are watched alike (see
--   measure/calendars), by which they are compared; of those held out the two are the same. Nobody was held out the
--   later times of a campaign whose list holds out for good: of those times is_compared is false.
-- reads: measured, measured_treatments, calendars, placed, series_spans, store.list_treatments
-- writes: temp assigned, one row per campaign, member and wave; cell is that of the list, else of the contacts;
--   stratum: the cell in which both arms were drawn, of the list alone where there is one; cost is NULL where none is
--   known; list columns are NULL where no list was exported, and after the first wave
create or replace temp table assigned as
with dated as (
    select
        p.*,
        m.response_days, m.unit_cost, m.is_valued,
        coalesce(p.contacted_at::date, p.again_on, c.first_on) as own_on,
        coalesce(p.last_contacted_at::date, p.again_on, c.first_on) as last_own_on,
        case
            when p.wave > 1 then coalesce(case when not p.is_control then p.contacted_at::date end, p.again_on)
            when c.calendar = 'planned' then p.send_on + c.early_days
            when c.calendar = 'own' and p.is_control then p.held_on
            when c.calendar = 'own' then coalesce(p.contacted_at::date, c.first_on)
            else c.first_on
        end as from_on,
        case when p.wave = 1 and c.calendar = 'one' then c.last_on - c.first_on else c.more_days - c.early_days end
        ::integer as more_days,
        p.wave = 1 or c.is_alike_later as is_compared,
        s.more_days as series_days,
    from placed as p
    inner join measured as m on p.campaign_number = m.campaign_number
    inner join calendars as c on p.campaign_number = c.campaign_number
    left join series_spans as s on p.campaign_number = s.campaign_number
)

-- the list says who is compared with whom; what was sent may differ
select
    d.campaign_number, d.member_key, d.wave, d.is_control, d.was_contacted, d.contacts, d.contacted_at, d.delivered,
    case
        when d.is_control then 0
        else coalesce(d.cost + coalesce(d.unloaded_cost, 0), d.planned_cost, d.unit_cost, l.unit_cost)
    end as cost,
    coalesce(l.treatment_code, d.treatment_code) as treatment_code,
    d.list_key, d.treatment, l.offer as list_offer, d.rank, d.propensity, d.selection_probability,
    case when d.is_valued then l.value_per_response end as value_per_response,
    coalesce(l.response_cost, t.response_cost, 0) as response_cost,
    coalesce(l.cell, t.cell, '') as cell,
    coalesce(if(d.list_key is null, t.cell, l.cell), '') as stratum,
    coalesce(l.channel, t.channel) as channel,
    coalesce(l.product, t.product) as product,
    coalesce(l.timing, t.timing) as timing,
    coalesce(l.gift, t.gift) as gift,
    coalesce(l.own_elements, t.own_elements) as own_elements,
    d.is_compared,
    d.from_on,
    d.from_on + d.response_days + d.more_days as until_on,
    case when d.is_control then d.from_on else d.own_on end as opens_on,
    -- of a series whoever answered early has no later contact, and is watched as long
    case when d.is_control then d.from_on + d.more_days else greatest(d.last_own_on, d.own_on + d.series_days) end
    + d.response_days as closes_on,
from dated as d
left join store.list_treatments as l on d.list_key = l.list_key and d.treatment = l.treatment
left join measured_treatments as t on d.place = t.place;
