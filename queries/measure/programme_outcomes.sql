-- measure/programme_outcomes: what both arms of a universal control show of each month and quarter, all ranges of
--   members together.
-- reads: programme_parts, programme_largest
-- writes: temp programme_outcomes, one row per span, arm, and unit of those who are drawn as one (NULL: all who are
--   drawn alone): users, optouts and gone are counts; square_ are sums over the members of the squares
create or replace temp table programme_outcomes as
with summed as (
    select
        place, is_control, unit,
        sum(users)::bigint as users,
        sum(revenue) as revenue,
        sum(volume) as volume,
        sum(optouts)::bigint as optouts,
        sum(gone)::bigint as gone,
        sum(square_revenue)::double / 1e18 as square_revenue,
        sum(square_volume)::double / 1e18 as square_volume,
    from programme_parts
    group by place, is_control, unit
)

select
    s.* replace (
        s.square_revenue * l.revenue * l.revenue as square_revenue,
        s.square_volume * l.volume * l.volume as square_volume
    ),
from summed as s
inner join programme_largest as l on s.place = l.place;
