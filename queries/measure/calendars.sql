-- measure/calendars: by which days both arms of each campaign are watched alike.
--   planned: from the day for which the list planned each of them; own: from the day that the contacts tell of each, of
--   those held out too; one: from the first contact to the last window's end, the same days for everybody, where those
--   held out have no days of their own. Else windows of the one arm would lie before those of the other, and a season
--   would look like lift.
-- reads: measured, contacted, placed, series_spans
-- writes: temp calendars, one row per campaign; first_on, last_on: the first and the last contact of first waves;
--   early_days: how many days before the planned ones messages went out on average, 0 or below; more_days: how many
--   days reminders (of planned days: and delays) keep the window open, on average; is_alike_later: somebody was held
--   out the later times, too, or nobody at all
create or replace temp table calendars as
with first_day as (
    select m.campaign_number, coalesce(min(c.contacted_at), max(m.starts_at))::date as first_on,
    from measured as m
    left join contacted as c on m.campaign_number = c.campaign_number
    group by m.campaign_number
),

span as (
    select
        campaign_number,
        max(last_contacted_at) filter (where not is_control)::date as last_on,
        count(*) filter (where is_control) as control,
        count(held_on) filter (where is_control) as with_day,
        count(*) = count(send_on) as is_planned,
        sum(contacted_at::date - send_on) filter (where not is_control) as waited,
        sum(last_contacted_at::date - send_on) filter (where not is_control) as waited_last,
        count(send_on) filter (where not is_control and contacted_at is not null) as waiting,
        sum(last_contacted_at::date - contacted_at::date) filter (where not is_control) as reminded,
        count(contacted_at) filter (where not is_control) as contacted,
    from placed
    where wave = 1
    group by campaign_number
),

alike as (
    select campaign_number
    from placed
    group by campaign_number
    having bool_or(wave > 1 and is_control) or not bool_or(is_control)
),

named as (
    select
        f.campaign_number,
        case when s.control > 0 and s.is_planned then 'planned' when s.with_day = s.control then 'own' else 'one' end
            as calendar,
        f.first_on,
        coalesce(s.last_on, f.first_on) as last_on,
        s.* exclude (campaign_number, last_on),
        a.campaign_number is not null as is_alike_later,
        z.more_days as series_days,
    from first_day as f
    left join span as s on f.campaign_number = s.campaign_number
    left join alike as a on f.campaign_number = a.campaign_number
    left join series_spans as z on f.campaign_number = z.campaign_number
)

-- means, to whole days
select
    campaign_number, calendar, first_on, last_on,
    case when calendar = 'planned' and waited < 0 then -((waiting - 2 * waited) // (2 * waiting)) else 0 end::integer
        as early_days,
    case
        when series_days is not null then series_days
        when calendar = 'planned' and waited_last > 0 then (2 * waited_last + waiting) // (2 * waiting)
        when calendar <> 'planned' and reminded > 0 then (2 * reminded + contacted) // (2 * contacted)
        else 0
    end::integer as more_days,
    is_alike_later,
from named;
