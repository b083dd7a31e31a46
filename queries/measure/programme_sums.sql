-- measure/programme_sums: what both arms of a universal control show of a month or a quarter, outcome by outcome.
--   error, the squared standard error of the mean, takes those who are drawn as one for one unit: the sum over units of
--   (S - n mean)^2, over members^2, of their n members and what they show together, S; without such units it is the
--   variance over the members.
-- asks: first_month, last_month; before: the last month before the period began
-- reads: programme_members, programme_outcomes, store.usage, store.all_optouts, store.departures
-- gives: one row per outcome of which anything is loaded (users, revenue, volume, optouts, gone), and arm: members and
--   units (who are drawn as one are one), total, mean, error
-- source: Cochran, Sampling Techniques (1977), section 9A: means of clusters of unequal size
with alone as (
    select
        is_control,
        count(*) as members,
        count(*) filter (where unit is null) as single,
    from programme_members
    where coalesce(joined_on <= last_day(getvariable('last_month')::date), true)
    group by is_control
),

together as (
    select is_control, unit, count(*) as members,
    from programme_members
    where unit is not null and coalesce(joined_on <= last_day(getvariable('last_month')::date), true)
    group by is_control, unit
),

arm as (
    select
        a.is_control,
        min(a.members) as members,
        min(a.single) + count(t.unit) as units,
        min(a.single) + coalesce(sum(t.members * t.members), 0) as square_sizes,
    from alone as a
    left join together as t on a.is_control = t.is_control
    group by a.is_control
),

-- squares are of shares of the largest amount, so that their sums are exact decimals
largest as (
    select
        coalesce(nullif(max(abs(revenue))::double, 0), 1) as revenue,
        coalesce(nullif(max(abs(volume))::double, 0), 1) as volume,
        count(*) > 0 as has_usage,
        count(revenue) > 0 as has_revenue,
        count(volume) > 0 as has_volume,
    from store.usage
    where month between getvariable('first_month')::date and getvariable('last_month')::date
),

known as (
    select 1 as place, 'users' as outcome
    from largest
    where has_usage
    union all
    select 2 as place, 'revenue' as outcome
    from largest
    where has_revenue
    union all
    select 3 as place, 'volume' as outcome
    from largest
    where has_volume
    union all
    select distinct 4 as place, 'optouts' as outcome
    from store.all_optouts
    union all
    select distinct 5 as place, 'gone' as outcome
    from store.departures
    union
    select distinct 5 as place, 'gone' as outcome
    from store.usage as b
    cross join largest as l
    where l.has_usage and b.month = getvariable('before')::date
),

member as (
    select
        o.is_control, o.unit, 1 as members,
        o.is_user::integer as users,
        o.revenue / l.revenue as revenue,
        o.volume / l.volume as volume,
        o.has_optout::integer as optouts,
        o.is_gone::integer as gone,
    from programme_outcomes as o
    cross join largest as l
),

unit as (
    select * exclude (unit)
    from member
    where unit is null
    union all
    select
        m.is_control,
        min(t.members) as members,
        sum(m.users) as users,
        sum(m.revenue::decimal(38, 18))::double as revenue,
        sum(m.volume::decimal(38, 18))::double as volume,
        sum(m.optouts) as optouts,
        sum(m.gone) as gone,
    from member as m
    inner join together as t on m.unit = t.unit
    group by m.is_control, m.unit
),

summed as (
    select
        is_control,
        unnest([
            struct_pack(
                outcome := 'users',
                total := sum(users)::double,
                squares := sum(users * users)::double,
                crossed := sum(members * users)::double
            ),
            struct_pack(
                outcome := 'revenue',
                total := sum(revenue::decimal(38, 18))::double,
                squares := sum((revenue * revenue)::decimal(38, 18))::double,
                crossed := sum((members * revenue)::decimal(38, 18))::double
            ),
            struct_pack(
                outcome := 'volume',
                total := sum(volume::decimal(38, 18))::double,
                squares := sum((volume * volume)::decimal(38, 18))::double,
                crossed := sum((members * volume)::decimal(38, 18))::double
            ),
            struct_pack(
                outcome := 'optouts',
                total := sum(optouts)::double,
                squares := sum(optouts * optouts)::double,
                crossed := sum(members * optouts)::double
            ),
            struct_pack(
                outcome := 'gone',
                total := sum(gone)::double,
                squares := sum(gone * gone)::double,
                crossed := sum(members * gone)::double
            )
        ], recursive := true),
    from unit
    group by is_control
),

scaled as (
    select
        o.outcome, o.place, a.is_control, a.members, a.units, a.square_sizes,
        case o.outcome when 'revenue' then l.revenue when 'volume' then l.volume else 1 end as scale,
        coalesce(s.total, 0) as total,
        coalesce(s.squares, 0) as squares,
        coalesce(s.crossed, 0) as crossed,
        coalesce(s.total, 0) / a.members as mean,
    from arm as a
    cross join known as o
    cross join largest as l
    left join summed as s on a.is_control = s.is_control and o.outcome = s.outcome
)

select
    outcome, is_control, members, units,
    total * scale as total,
    mean * scale as mean,
    greatest(squares - 2 * mean * crossed + mean * mean * square_sizes, 0) * scale * scale / (members * members::double)
        as error,
from scaled
order by place, is_control;
