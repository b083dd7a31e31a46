-- measure/programme_sums: what both arms of a universal control show of a month or a quarter, outcome by outcome.
--   error, the squared standard error of the mean, takes those who are drawn as one for one unit: the sum over units of
--   (S - n mean)^2, over members^2, of their n members and what they show together, S; without such units it is the
--   variance over the members.
-- asks: first_month, last_month; before: the last month before the period began
-- reads: programme_arms, programme_outcomes, store.members, store.usage, store.all_optouts, store.departures
-- gives: one row per outcome of which anything is loaded (users, revenue, volume, optouts, gone), and arm: members and
--   units (who are drawn as one are one), total, mean, error
-- source: Cochran, Sampling Techniques (1977), section 9A: means of clusters of unequal size
with joined as (
    select arm, unit, count(*) as members,
    from programme_arms
    where is_loaded and coalesce(joined_on <= last_day(getvariable('last_month')::date), true)
    group by arm, unit
),

drawn as (
    select count(*) as members
    from store.members
    where coalesce(joined_on <= last_day(getvariable('last_month')::date), true)
),

-- all who are drawn alone, and each unit of others
unit as (
    select arm = 'control' as is_control, unit, members,
    from joined
    where arm = 'control' or (arm = 'others' and unit is not null)
    union all
    select false as is_control, null as unit, d.members - coalesce(sum(j.members), 0) as members,
    from drawn as d
    left join joined as j on j.arm <> 'others' or j.unit is not null
    group by d.members
),

arm as (
    select
        is_control,
        sum(members)::double as members,
        sum(if(unit is null, members, 1))::double as units,
        sum(if(unit is null, members, members * members))::double as square_sizes,
    from unit
    group by is_control
),

shown as (
    select o.*, if(o.unit is null, 1, u.members) as members,
    from programme_outcomes as o
    inner join unit as u on o.is_control = u.is_control and o.unit is not distinct from u.unit
),

outcome as (
    select 'users' as outcome, is_control, unit, members, users::double as total, users::double as square,
    from shown
    union all
    select 'revenue' as outcome, is_control, unit, members, revenue::double as total, square_revenue as square,
    from shown
    union all
    select 'volume' as outcome, is_control, unit, members, volume::double as total, square_volume as square,
    from shown
    union all
    select 'optouts' as outcome, is_control, unit, members, optouts::double as total, optouts::double as square,
    from shown
    union all
    select 'gone' as outcome, is_control, unit, members, gone::double as total, gone::double as square,
    from shown
),

-- in order, so that the last digit is always the same
summed as (
    select
        outcome, is_control,
        sum(total order by unit) as total,
        sum(if(unit is null, square, total * total) order by unit) as squares,
        sum(members * total order by unit) as crossed,
    from outcome
    group by outcome, is_control
),

known as (
    select distinct 1 as place, 'users' as outcome
    from store.usage
    where month between getvariable('first_month')::date and getvariable('last_month')::date
    union all
    select distinct 2 as place, 'revenue' as outcome
    from store.usage
    where
        month between getvariable('first_month')::date and getvariable('last_month')::date and revenue is not null
    union all
    select distinct 3 as place, 'volume' as outcome
    from store.usage
    where month between getvariable('first_month')::date and getvariable('last_month')::date and volume is not null
    union all
    select distinct 4 as place, 'optouts' as outcome
    from store.all_optouts
    union all
    select distinct 5 as place, 'gone' as outcome
    from store.departures
    union
    select distinct 5 as place, 'gone' as outcome
    from store.usage as b
    where
        b.month = getvariable('before')::date
        and exists (
            select 1 from store.usage
            where month between getvariable('first_month')::date and getvariable('last_month')::date
        )
),

compared as (
    select
        k.place, k.outcome, a.*,
        coalesce(s.total, 0) as total,
        coalesce(s.squares, 0) as squares,
        coalesce(s.crossed, 0) as crossed,
        coalesce(s.total, 0) / a.members as mean,
    from known as k
    cross join arm as a
    left join summed as s on k.outcome = s.outcome and a.is_control = s.is_control
    where a.members > 0
)

select
    outcome, is_control, members::bigint as members, units::bigint as units, total, mean,
    greatest(squares - 2 * mean * crossed + mean * mean * square_sizes, 0) / (members * members) as error,
from compared
order by place, is_control;
