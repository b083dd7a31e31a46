-- measure/programme_outcomes: what members show of a month or a quarter, whoever contacted them: use, revenue and
--   volume of all products, opt-outs, and who is gone.
--   A member is a user with revenue or volume above 0, or with a row that tells neither. Gone: missing from the last
--   file of the whole base up to then; or without use, after use in the last month before the period.
-- asks: first_month, last_month; before: the last month before the period began
-- reads: programme_arms, store.usage, store.all_optouts, store.departures, loads
-- writes: temp programme_outcomes, one row per arm, and unit of those who are drawn as one (NULL: all who are drawn
--   alone): users, optouts and gone are counts; square_ are sums over the members of the squares
create or replace temp table programme_outcomes as
with asked as (
    select
        getvariable('first_month')::date as first_month,
        last_day(getvariable('last_month')::date) as last_on,
),

used as (
    select
        member_key,
        coalesce(sum(revenue) filter (where month >= getvariable('first_month')::date), 0) as revenue,
        coalesce(sum(volume) filter (where month >= getvariable('first_month')::date), 0) as volume,
        -- 1: in it, 2: before
        bit_or(
            case
                when not coalesce(revenue > 0 or volume > 0, revenue is null and volume is null) then 0
                when month >= getvariable('first_month')::date then 1
                else 2
            end
        ) as times,
    from store.usage
    where
        month between getvariable('first_month')::date and getvariable('last_month')::date
        or month = getvariable('before')::date
    group by member_key
),

opted_out as (
    select distinct o.member_key
    from store.all_optouts as o
    inner join asked as a on o.opted_out_on between a.first_month and a.last_on
    where o.action = 'out'
),

left_us as (
    select d.member_key
    from store.departures as d
    inner join loads as l on d.load_id = l.load_id
    inner join asked as a on l.loaded_at < a.last_on + 1
    group by d.member_key
    having arg_max(d.has_left, d.load_id)
),

event as (
    select
        coalesce(o.member_key, l.member_key) as member_key,
        o.member_key is not null as has_optout,
        l.member_key is not null as has_left,
    from opted_out as o
    full outer join left_us as l on o.member_key = l.member_key
),

shown as (
    select
        coalesce(u.member_key, e.member_key) as member_key,
        coalesce(u.revenue, 0) as revenue,
        coalesce(u.volume, 0) as volume,
        coalesce(u.times & 1 = 1, false) as is_user,
        coalesce(e.has_optout, false) as has_optout,
        coalesce(e.has_left, false) or coalesce(u.times = 2, false) as is_gone,
    from used as u
    full outer join event as e on u.member_key = e.member_key
),

-- squares are of shares of the largest amount, so that their sums are exact decimals
largest as (
    select
        coalesce(nullif(max(abs(revenue))::double, 0), 1) as revenue,
        coalesce(nullif(max(abs(volume))::double, 0), 1) as volume,
    from store.usage
    where month between getvariable('first_month')::date and getvariable('last_month')::date
),

summed as (
    select
        coalesce(p.arm = 'control', false) as is_control,
        p.unit,
        count(*) filter (where s.is_user) as users,
        sum(s.revenue) as revenue,
        sum(s.volume) as volume,
        count(*) filter (where s.has_optout) as optouts,
        count(*) filter (where s.is_gone) as gone,
        sum(power(s.revenue::double / l.revenue, 2)::decimal(38, 18))::double as square_revenue,
        sum(power(s.volume::double / l.volume, 2)::decimal(38, 18))::double as square_volume,
    from shown as s
    left join programme_arms as p on s.member_key = p.member_key
    cross join largest as l
    cross join asked as a
    where coalesce(p.arm <> 'neither' and coalesce(p.joined_on <= a.last_on, true), true)
    group by is_control, p.unit
)

select
    s.* replace (
        s.square_revenue * l.revenue * l.revenue as square_revenue,
        s.square_volume * l.volume * l.volume as square_volume
    ),
from summed as s
cross join largest as l;
