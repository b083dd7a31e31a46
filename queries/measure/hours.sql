-- measure/hours: at which hour of the day members answered, beside when they were contacted. On the member's own
--   clock, where the settings of the last scoring say what clock the files are told by; else as the files have it. A
--   time at exactly midnight means that only the day is known.
-- reads: contacted, answers, store.members, store.meta
-- gives: one row per hour, 0 to 23, then one with hour NULL for those of which no hour is known: contacts, answers, and
--   the share of those whose hour is known
with clock as (
    select min(value) as clock,
    from store.meta
    where key = 'clock'
),

moment as (
    select member_key, contacted_at as told_at, 1 as contacts, 0 as answers,
    from contacted
    where not is_control
    union all
    select member_key, responded_at as told_at, 0 as contacts, 1 as answers,
    from answers
    where counts and arm = 'treated'
),

zone as materialized (
    select name as timezone
    from pg_timezone_names()
    where is_one_zone(name)
),

shifted as (
    select
        m.contacts, m.answers,
        case
            when z.timezone is not null and c.clock is not null
                then timezone(z.timezone, timezone(c.clock, m.told_at))
            else m.told_at
        end as own_at,
        m.told_at <> date_trunc('day', m.told_at) as has_hour,
    from moment as m
    cross join clock as c
    left join store.members as p on m.member_key = p.member_key
    left join zone as z on p.timezone = z.timezone
),

counted as (
    select
        case when has_hour then hour(own_at) end as hour,
        sum(contacts)::bigint as contacts,
        sum(answers)::bigint as answers,
    from shifted
    group by all
),

line as (
    select unnest(generate_series(0, 23)) as hour,
    union all
    select null as hour,
),

filled as (
    select l.hour, coalesce(c.contacts, 0) as contacts, coalesce(c.answers, 0) as answers,
    from line as l
    left join counted as c on l.hour is not distinct from c.hour
)

select
    hour::integer as hour,
    contacts,
    case when hour is not null then contacts / nullif(sum(contacts) over (partition by hour is null), 0) end
        as contact_share,
    answers,
    case when hour is not null then answers / nullif(sum(answers) over (partition by hour is null), 0) end
        as answer_share,
from filled
order by filled.hour nulls last;
