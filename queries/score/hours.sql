-- score/hours: at which hours of the week touched members answered, on their own clock. Times in files are those of the
--   settings' time zone, else of each member's own clock; answers of which only the day is known tell nothing.
-- asks: clock: the settings' time zone, or NULL
-- reads: touched_trials (of members whose hours are not there), store.members, zones
-- writes: store.answer_hours, one row per member and hour of the week
insert into store.answer_hours
with answer as (
    select
        t.member_key,
        case
            when z.timezone is not null and getvariable('clock') is not null
                then timezone(z.timezone, timezone(getvariable('clock'), t.responded_at))
            else t.responded_at
        end as answered_at,
    from touched_trials as t
    left join store.members as m on t.member_key = m.member_key
    left join zones as z on m.timezone = z.timezone
    where t.responded_at <> date_trunc('day', t.responded_at)
)

select
    member_key,
    (isodow(answered_at) - 1) * 24 + hour(answered_at) as hour_of_week,
    count(*) as answers,
from answer
group by all;
