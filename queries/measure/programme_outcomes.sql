-- measure/programme_outcomes: what both arms of a universal control show of a month or a quarter, all ranges of members
--   together.
-- reads: programme_parts, programme_largest
-- writes: temp programme_outcomes, one row per arm, and unit of those who are drawn as one (NULL: all who are drawn
--   alone): users, optouts and gone are counts; square_ are sums over the members of the squares
create or replace temp table programme_outcomes as
with summed as (
    select
        is_control, unit,
        sum(users)::bigint as users,
        sum(revenue) as revenue,
        sum(volume) as volume,
        sum(optouts)::bigint as optouts,
        sum(gone)::bigint as gone,
        sum(square_revenue)::double as square_revenue,
        sum(square_volume)::double as square_volume,
    from programme_parts
    group by is_control, unit
)

select
    s.* replace (
        s.square_revenue * l.revenue * l.revenue as square_revenue,
        s.square_volume * l.volume * l.volume as square_volume
    ),
from summed as s
cross join programme_largest as l;
