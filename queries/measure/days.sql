-- measure/days: how long after the first contact answers came: each responder's first, of those contacted. Late ones,
--   and those of which no day is known, stand apart: of a purchase only the month is.
-- reads: measured, arms, answers
-- gives: one row per day of the window, then one per kind of the others: kind (day, late, month only, no day), day
--   (NULL but for the first kind), answers; share and cumulative_share are of the answers inside the window whose
--   day is known
with answered as (
    select
        a.member_key,
        a.wave,
        min(b.opens_on) as opens_on,
        min(a.answered_on) filter (where a.counts and a.source <> 'usage') as answered_on,
        bool_or(a.counts) as counts,
        coalesce(bool_or(a.source = 'usage') filter (where a.counts), false) as is_purchase,
        bool_or(a.class = 'late') as is_late,
    from answers as a
    inner join arms as b on a.campaign_number = b.campaign_number and a.member_key = b.member_key and a.wave = b.wave
    where not b.is_control
    group by a.member_key, a.wave
),

told as (
    select
        case
            when answered_on is not null then 'day'
            when counts and is_purchase then 'month only'
            when counts then 'no day'
            when is_late then 'late'
        end as kind,
        answered_on - opens_on as day,
    from answered
),

counted as (
    select kind, day, count(*) as answers,
    from told
    where kind is not null
    group by kind, day
),

-- reminders make windows longer
longest as (
    select max(closes_on - opens_on) as days,
    from arms
    where not is_control
),

line as (
    select 1 as place, 'day' as kind, unnest(generate_series(0, greatest(m.response_days, l.days)))::integer as day,
    from measured as m
    cross join longest as l
    union all
    select 2 as place, 'late' as kind, null as day,
    union all
    select 3 as place, 'month only' as kind, null as day,
    union all
    select 4 as place, 'no day' as kind, null as day,
),

filled as (
    select l.place, l.kind, l.day, coalesce(c.answers, 0) as answers,
    from line as l
    left join counted as c on l.kind = c.kind and l.day is not distinct from c.day
),

summed as (
    select
        *,
        sum(answers) over (partition by kind order by day) as so_far,
        sum(answers) over (partition by kind) as whole,
    from filled
)

select
    kind, day, answers,
    case when kind = 'day' then answers / nullif(whole, 0) end as share,
    case when kind = 'day' then so_far / nullif(whole, 0) end as cumulative_share,
from summed
order by place, day;
