-- measure/series_waves: the waves of a series: whom each was for, what it cost, and the answers that came after it. Who
--   is in a later wave hangs on what they did after the one before, so that no wave has a holdout of its own: these are
--   counts, and what the series added is compared as one (see measure/lift).
-- reads: measured_lists, series_spans, series_listed, store.lists, contacted, answers
-- gives: one row per list, wave by wave: sent_to ('audience' for the first), listed (to be contacted), held_out (of the
--   holdout of the first wave, who met the wave's words), contacts (loaded), responders (who answered after this wave
--   and before their next), answers, rate (responders of listed), cost (of contacts, where none is loaded of the list),
--   value; an answer is of the wave whose code it brought back, else of the member's latest wave before it
with wave as (
    select
        m.campaign_number, m.list_key, coalesce(m.wave, 1) as wave, l.list_id,
        coalesce(m.starts_on, m.as_of) as starts_on,
        case
            when coalesce(m.wave, 1) = 1 then 'audience'
            else json_extract_string(l.plan, '$.wave[' || (m.wave - 2) || '].to')
        end as sent_to,
    from measured_lists as m
    inner join store.lists as l on m.list_key = l.list_key
    semi join series_spans as s on m.campaign_number = s.campaign_number
),

contact as (
    select wave_list as list_key, count(*) as contacts, sum(cost)::decimal(38, 6) as cost, count(cost) as priced,
    from contacted
    where not is_control
    group by wave_list
),

answer as (
    select
        campaign_number, member_key, treatment_code, answered_on, value,
        row_number() over (
            partition by campaign_number, member_key order by answered_on nulls last, value, treatment_code, source
        ) as number,
    from answers
    where counts and arm = 'treated'
),

of_wave as (
    select
        l.list_key, a.member_key, a.value,
    from answer as a
    inner join series_listed as l on a.campaign_number = l.campaign_number and a.member_key = l.member_key
    where not l.is_control
    qualify row_number() over (
        partition by a.campaign_number, a.member_key, a.number
        order by
            coalesce(a.treatment_code = l.treatment_code, false) desc,
            coalesce(l.send_on <= a.answered_on, l.wave = 1) desc,
            case when l.send_on <= a.answered_on then -l.wave else l.wave end
    ) = 1
),

answered as (
    select
        list_key, count(distinct member_key) as responders, count(*) as answers,
        sum(value::decimal(38, 6)) as value,
    from of_wave
    group by list_key
),

counted as (
    select
        list_key,
        count(*) filter (where not is_control) as listed,
        count(*) filter (where is_control) as held_out,
        sum(unit_cost) filter (where not is_control) as planned_cost,
    from series_listed
    group by list_key
)

select
    w.wave, w.list_id, w.starts_on, w.sent_to,
    coalesce(n.listed, 0) as listed,
    coalesce(n.held_out, 0) as held_out,
    coalesce(c.contacts, 0) as contacts,
    coalesce(a.responders, 0) as responders,
    coalesce(a.answers, 0) as answers,
    case when n.listed > 0 then coalesce(a.responders, 0) / n.listed end as rate,
    coalesce(case when c.contacts is null then n.planned_cost when c.contacts = c.priced then c.cost end, 0)::double
        as cost,
    coalesce(a.value, 0)::double as value,
from wave as w
left join counted as n on w.list_key = n.list_key
left join contact as c on w.list_key = c.list_key
left join answered as a on w.list_key = a.list_key
order by w.wave, w.list_key;
