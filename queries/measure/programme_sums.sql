-- measure/programme_sums: what both arms of a universal control show of each month and quarter, outcome by outcome.
--   error, the squared standard error of the mean, takes those who are drawn as one for one unit: the sum over units of
--   (S - n mean)^2, over members^2, of their n members and what they show together, S; without such units it is the
--   variance over the members.
-- asks: before: the last month before the period began
-- reads: programme_spans, programme_arms, programme_outcomes, programme_largest, store.members, store.usage,
--   store.all_optouts, store.departures
-- gives: one row per span, outcome of which anything is loaded (users, revenue, volume, optouts, gone), and arm:
--   members and units (who are drawn as one are one), total, mean, error
-- source: Cochran, Sampling Techniques (1977), section 9A: means of clusters of unequal size
with joined as (
    select s.place, p.arm, p.unit, count(*) as members,
    from programme_arms as p
    inner join programme_spans as s on coalesce(p.joined_on <= last_day(s.last_month), true)
    where p.is_loaded
    group by s.place, p.arm, p.unit
),

joining as (
    select joined_on, count(*) as members,
    from store.members
    group by joined_on
),

drawn as (
    select s.place, sum(j.members) as members,
    from joining as j
    inner join programme_spans as s on coalesce(j.joined_on <= last_day(s.last_month), true)
    group by s.place
),

-- all who are drawn alone, and each unit of others
unit as (
    select place, arm = 'control' as is_control, unit, members,
    from joined
    where arm = 'control' or (arm = 'others' and unit is not null)
    union all
    select d.place, false as is_control, null as unit, d.members - coalesce(sum(j.members), 0) as members,
    from drawn as d
    left join joined as j on d.place = j.place and (j.arm <> 'others' or j.unit is not null)
    group by d.place, d.members
),

arm as (
    select
        place, is_control,
        sum(members)::double as members,
        sum(if(unit is null, members, 1))::double as units,
        sum(if(unit is null, members, members * members))::double as square_sizes,
    from unit
    group by place, is_control
),

shown as (
    select o.*, if(o.unit is null, 1, u.members) as members,
    from programme_outcomes as o
    inner join unit as u
        on o.place = u.place and o.is_control = u.is_control and o.unit is not distinct from u.unit
),

outcome as (
    select place, 'users' as outcome, is_control, unit, members, users::double as total, users::double as square,
    from shown
    union all
    select place, 'revenue' as outcome, is_control, unit, members, revenue::double as total, square_revenue as square,
    from shown
    union all
    select place, 'volume' as outcome, is_control, unit, members, volume::double as total, square_volume as square,
    from shown
    union all
    select place, 'optouts' as outcome, is_control, unit, members, optouts::double as total, optouts::double as square,
    from shown
    union all
    select place, 'gone' as outcome, is_control, unit, members, gone::double as total, gone::double as square,
    from shown
),

-- in order, so that the last digit is always the same
summed as (
    select
        place, outcome, is_control,
        sum(total order by unit) as total,
        sum(if(unit is null, square, total * total) order by unit) as squares,
        sum(members * total order by unit) as crossed,
    from outcome
    group by place, outcome, is_control
),

is_known as (
    select
        exists (from store.all_optouts) as of_optouts,
        exists (from store.departures) as of_departures,
        exists (from store.usage where month = getvariable('before')::date) as of_before,
),

known as (
    select place, 1 as turn, 'users' as outcome
    from programme_largest
    where rows > 0
    union all
    select place, 2 as turn, 'revenue' as outcome
    from programme_largest
    where with_revenue > 0
    union all
    select place, 3 as turn, 'volume' as outcome
    from programme_largest
    where with_volume > 0
    union all
    select s.place, 4 as turn, 'optouts' as outcome
    from programme_spans as s
    inner join is_known as k on k.of_optouts
    union all
    select l.place, 5 as turn, 'gone' as outcome
    from programme_largest as l
    inner join is_known as k on k.of_departures or (k.of_before and l.rows > 0)
),

compared as (
    select
        k.turn, k.outcome, a.*,
        coalesce(s.total, 0) as total,
        coalesce(s.squares, 0) as squares,
        coalesce(s.crossed, 0) as crossed,
        coalesce(s.total, 0) / a.members as mean,
    from known as k
    inner join arm as a on k.place = a.place
    left join summed as s on k.place = s.place and k.outcome = s.outcome and a.is_control = s.is_control
    where a.members > 0
)

select
    place, outcome, is_control, members::bigint as members, units::bigint as units, total, mean,
    greatest(squares - 2 * mean * crossed + mean * mean * square_sizes, 0) / (members * members) as error,
from compared
order by place, turn, is_control;
