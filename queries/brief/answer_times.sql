-- brief/answer_times: when the answers of a month's campaigns came. The hour is that of the member's own clock, where
--   the settings of the last scoring say what clock the files are told by; else as the files have it, as in
--   measure/hours.
-- reads: arms, store.members, store.meta
-- writes: temp answer_times, one row per days since the contact (NULL: no day is known) and hour (NULL: no time is
--   known; a day alone stands at 0 o'clock)
create or replace temp table answer_times as
with clock as (
    select min(value) as clock,
    from store.meta
    where key = 'clock'
),

zone as materialized (
    select name as timezone
    from pg_timezone_names()
    where is_one_zone(name)
),

answered as (
    select
        a.answered_on - a.opens_on as days,
        a.responded_at <> date_trunc('day', a.responded_at) as has_hour,
        case
            when z.timezone is not null and c.clock is not null
                then timezone(z.timezone, timezone(c.clock, a.responded_at))
            else a.responded_at
        end as own_at,
    from arms as a
    cross join clock as c
    left join store.members as m on a.member_key = m.member_key
    left join zone as z on m.timezone = z.timezone
    where a.is_responder and not a.is_control
)

select
    days::integer as days,
    case when has_hour then hour(own_at) end::integer as hour,
    count(*) as responses,
from answered
group by all;
