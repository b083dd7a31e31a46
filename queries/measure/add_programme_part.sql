-- measure/add_programme_part: what members of a range of keys show of up to three months, and of their quarter, whoever
--   contacted them: use, revenue and volume of all products, opt-outs, and who is gone. A member is a user with revenue
--   or volume above 0, or with a row that tells neither. Gone: missing from the last file of the whole base up to then;
--   or without use, after use in the last month before the period. Each member is looked at once, their months side by
--   side (_1, _2, _3; _4 is the quarter): a row for each would be dearer.
-- asks: before: the last month before the period began; first_key, last_key (of the members)
-- reads: programme_spans, programme_arms, programme_events, programme_largest, store.usage
-- writes: programme_parts, one row more per span, arm and unit: users, optouts and gone are counts; square_ are sums
--   over the members of the squares of their shares of the largest amount, in billionths
insert into programme_parts by name
with looked_at as (
    select first_month as month, mark
    from programme_spans
    where mark < 8
    union all
    select getvariable('before')::date as month, 8 as mark
),

used as (
    select
        u.member_key,
        sum(u.revenue) filter (where m.mark = 1) as revenue_1,
        sum(u.revenue) filter (where m.mark = 2) as revenue_2,
        sum(u.revenue) filter (where m.mark = 4) as revenue_3,
        sum(u.volume) filter (where m.mark = 1) as volume_1,
        sum(u.volume) filter (where m.mark = 2) as volume_2,
        sum(u.volume) filter (where m.mark = 4) as volume_3,
        -- the marks of the months of use, 8 of the one before
        bit_or(
            if(coalesce(u.revenue > 0 or u.volume > 0, u.revenue is null and u.volume is null), m.mark, 0)
        ) as times,
    from store.usage as u
    inner join looked_at as m on u.month = m.month
    where u.member_key between getvariable('first_key')::integer and getvariable('last_key')::integer
    group by u.member_key
),

event as (
    select member_key, optouts, departures,
    from programme_events
    where member_key between getvariable('first_key')::integer and getvariable('last_key')::integer
),

-- absent: the marks of the spans that were over when they joined
drawn as (
    select
        p.member_key, p.arm, p.unit,
        coalesce(bit_or(s.mark) filter (where p.joined_on > last_day(s.last_month)), 0) as absent,
    from programme_arms as p
    cross join programme_spans as s
    where p.member_key between getvariable('first_key')::integer and getvariable('last_key')::integer
    group by p.member_key, p.arm, p.unit
),

member as (
    select
        coalesce(p.arm = 'control', false) as is_control, p.unit,
        coalesce(p.absent, 0) as absent,
        u.revenue_1, u.revenue_2, u.revenue_3,
        coalesce(u.revenue_1, 0) + coalesce(u.revenue_2, 0) + coalesce(u.revenue_3, 0) as revenue_4,
        u.volume_1, u.volume_2, u.volume_3,
        coalesce(u.volume_1, 0) + coalesce(u.volume_2, 0) + coalesce(u.volume_3, 0) as volume_4,
        coalesce(u.times, 0) as times,
        coalesce(e.optouts, 0) as optouts,
        coalesce(e.departures, 0) as departures,
    from used as u
    full outer join event as e on u.member_key = e.member_key
    left join drawn as p on coalesce(u.member_key, e.member_key) = p.member_key
    where coalesce(p.arm <> 'neither', true)
),

largest as (
    select
        max(revenue) filter (where mark = 1) as revenue_1,
        max(revenue) filter (where mark = 2) as revenue_2,
        max(revenue) filter (where mark = 4) as revenue_3,
        max(revenue) filter (where mark = 8) as revenue_4,
        max(volume) filter (where mark = 1) as volume_1,
        max(volume) filter (where mark = 2) as volume_2,
        max(volume) filter (where mark = 4) as volume_3,
        max(volume) filter (where mark = 8) as volume_4,
    from programme_largest
),

scaled as (
    select
        m.*,
        (m.revenue_1::double / l.revenue_1 * 1e9)::bigint::hugeint as share_revenue_1,
        (m.revenue_2::double / l.revenue_2 * 1e9)::bigint::hugeint as share_revenue_2,
        (m.revenue_3::double / l.revenue_3 * 1e9)::bigint::hugeint as share_revenue_3,
        (m.revenue_4::double / l.revenue_4 * 1e9)::bigint::hugeint as share_revenue_4,
        (m.volume_1::double / l.volume_1 * 1e9)::bigint::hugeint as share_volume_1,
        (m.volume_2::double / l.volume_2 * 1e9)::bigint::hugeint as share_volume_2,
        (m.volume_3::double / l.volume_3 * 1e9)::bigint::hugeint as share_volume_3,
        (m.volume_4::double / l.volume_4 * 1e9)::bigint::hugeint as share_volume_4,
    from member as m
    cross join largest as l
),

arm as (
    select
        is_control, unit, absent,
        count(*) filter (where times & 1 > 0) as users_1,
        count(*) filter (where times & 2 > 0) as users_2,
        count(*) filter (where times & 4 > 0) as users_3,
        count(*) filter (where times & 7 > 0) as users_4,
        sum(revenue_1) as revenue_1,
        sum(revenue_2) as revenue_2,
        sum(revenue_3) as revenue_3,
        sum(revenue_4) as revenue_4,
        sum(volume_1) as volume_1,
        sum(volume_2) as volume_2,
        sum(volume_3) as volume_3,
        sum(volume_4) as volume_4,
        count(*) filter (where optouts & 1 > 0) as optouts_1,
        count(*) filter (where optouts & 2 > 0) as optouts_2,
        count(*) filter (where optouts & 4 > 0) as optouts_3,
        count(*) filter (where optouts & 8 > 0) as optouts_4,
        count(*) filter (where departures & 1 > 0 or (times & 1 = 0 and times & 8 > 0)) as gone_1,
        count(*) filter (where departures & 2 > 0 or (times & 2 = 0 and times & 8 > 0)) as gone_2,
        count(*) filter (where departures & 4 > 0 or (times & 4 = 0 and times & 8 > 0)) as gone_3,
        count(*) filter (where departures & 8 > 0 or (times & 7 = 0 and times & 8 > 0)) as gone_4,
        sum(share_revenue_1 * share_revenue_1) as square_revenue_1,
        sum(share_revenue_2 * share_revenue_2) as square_revenue_2,
        sum(share_revenue_3 * share_revenue_3) as square_revenue_3,
        sum(share_revenue_4 * share_revenue_4) as square_revenue_4,
        sum(share_volume_1 * share_volume_1) as square_volume_1,
        sum(share_volume_2 * share_volume_2) as square_volume_2,
        sum(share_volume_3 * share_volume_3) as square_volume_3,
        sum(share_volume_4 * share_volume_4) as square_volume_4,
    from scaled
    group by is_control, unit, absent
),

shown as (
    select
        1 as mark, is_control, unit, absent, users_1 as users, revenue_1 as revenue, volume_1 as volume,
        optouts_1 as optouts, gone_1 as gone, square_revenue_1 as square_revenue, square_volume_1 as square_volume,
    from arm
    union all
    select
        2 as mark, is_control, unit, absent, users_2 as users, revenue_2 as revenue, volume_2 as volume,
        optouts_2 as optouts, gone_2 as gone, square_revenue_2 as square_revenue, square_volume_2 as square_volume,
    from arm
    union all
    select
        4 as mark, is_control, unit, absent, users_3 as users, revenue_3 as revenue, volume_3 as volume,
        optouts_3 as optouts, gone_3 as gone, square_revenue_3 as square_revenue, square_volume_3 as square_volume,
    from arm
    union all
    select
        8 as mark, is_control, unit, absent, users_4 as users, revenue_4 as revenue, volume_4 as volume,
        optouts_4 as optouts, gone_4 as gone, square_revenue_4 as square_revenue, square_volume_4 as square_volume,
    from arm
)

select
    s.place, a.is_control, a.unit,
    sum(a.users)::bigint as users,
    coalesce(sum(a.revenue), 0) as revenue,
    coalesce(sum(a.volume), 0) as volume,
    sum(a.optouts)::bigint as optouts,
    sum(a.gone)::bigint as gone,
    coalesce(sum(a.square_revenue), 0) as square_revenue,
    coalesce(sum(a.square_volume), 0) as square_volume,
from shown as a
inner join programme_spans as s on a.mark = s.mark
where a.absent & a.mark = 0
group by s.place, a.is_control, a.unit;
