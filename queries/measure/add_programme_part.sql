-- measure/add_programme_part: what members of a range of keys show of a month or a quarter, whoever contacted them:
--   use,
--   revenue and volume of all products, opt-outs, and who is gone.
--   A member is a user with revenue or volume above 0, or with a row that tells neither. Gone: missing from the last
--   file of the whole base up to then; or without use, after use in the last month before the period.
-- asks: first_month, last_month; before: the last month before the period began; first_key, last_key (of the members)
-- reads: programme_arms, programme_events, programme_largest, store.usage
-- writes: programme_parts, one row more per arm and unit: users, optouts and gone are counts; square_ are sums over the
--   members of the squares of their shares of the largest amount
insert into programme_parts by name
with looked_at as (
    select
        unnest(
            generate_series(getvariable('first_month')::date, getvariable('last_month')::date, interval 1 month)
        )::date as month,
        false as is_before,
    union all
    select getvariable('before')::date as month, true as is_before
),

used as (
    select
        u.member_key,
        coalesce(sum(u.revenue) filter (where not m.is_before), 0) as revenue,
        coalesce(sum(u.volume) filter (where not m.is_before), 0) as volume,
        -- 1: in it, 2: before
        bit_or(
            case
                when not coalesce(u.revenue > 0 or u.volume > 0, u.revenue is null and u.volume is null) then 0
                when m.is_before then 2
                else 1
            end
        ) as times,
    from store.usage as u
    inner join looked_at as m on u.month = m.month
    where u.member_key between getvariable('first_key')::integer and getvariable('last_key')::integer
    group by u.member_key
),

event as (
    select member_key, has_optout, has_left,
    from programme_events
    where member_key between getvariable('first_key')::integer and getvariable('last_key')::integer
),

drawn as (
    select member_key, arm, unit, joined_on,
    from programme_arms
    where member_key between getvariable('first_key')::integer and getvariable('last_key')::integer
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
)

select
    coalesce(p.arm = 'control', false) as is_control,
    p.unit,
    count(*) filter (where s.is_user) as users,
    sum(s.revenue) as revenue,
    sum(s.volume) as volume,
    count(*) filter (where s.has_optout) as optouts,
    count(*) filter (where s.is_gone) as gone,
    sum(if(s.revenue = 0, 0, power(s.revenue::double / l.revenue, 2)::decimal(38, 18))) as square_revenue,
    sum(if(s.volume = 0, 0, power(s.volume::double / l.volume, 2)::decimal(38, 18))) as square_volume,
from shown as s
left join drawn as p on s.member_key = p.member_key
cross join programme_largest as l
where
    coalesce(
        p.arm <> 'neither' and coalesce(p.joined_on <= last_day(getvariable('last_month')::date), true), true
    )
group by is_control, p.unit;
