-- measure/programme_outcomes: what members show of a month or a quarter, whoever contacted them: use, revenue and
--   volume of all products, opt-outs, and who is gone.
--   A member is a user with revenue or volume above 0, or with a row that tells neither. Gone: missing
--   from the last file of the whole base up to then; or without use, after use in the last month before the period.
-- asks: first_month, last_month; before: the last month before the period began
-- reads: programme_members, store.usage, store.all_optouts, store.departures, loads
-- writes: temp programme_outcomes, one row per member with usage, an opt-out or a departure; others show nothing
create or replace temp table programme_outcomes as
with asked as (
    select
        getvariable('first_month')::date as first_month,
        last_day(getvariable('last_month')::date) as last_on,
),

used as (
    select
        member_key,
        sum(revenue) filter (where month >= getvariable('first_month')::date) as revenue,
        sum(volume) filter (where month >= getvariable('first_month')::date) as volume,
        bool_or(coalesce(revenue > 0 or volume > 0, revenue is null and volume is null))
        filter (where month >= getvariable('first_month')::date) as is_user,
        bool_or(coalesce(revenue > 0 or volume > 0, revenue is null and volume is null))
        filter (where month < getvariable('first_month')::date) as was_user,
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
    select member_key, bool_or(has_optout) as has_optout, bool_or(has_left) as has_left,
    from (
        select member_key, true as has_optout, false as has_left,
        from opted_out
        union all
        select member_key, false as has_optout, true as has_left,
        from left_us
    ) as told
    group by member_key
),

shown as (
    select
        coalesce(u.member_key, e.member_key) as member_key,
        coalesce(u.revenue, 0)::double as revenue,
        coalesce(u.volume, 0)::double as volume,
        coalesce(u.is_user, false) as is_user,
        coalesce(e.has_optout, false) as has_optout,
        coalesce(e.has_left, false) or (coalesce(u.was_user, false) and not coalesce(u.is_user, false)) as is_gone,
    from used as u
    full outer join event as e on u.member_key = e.member_key
)

select m.is_control, m.unit, s.* exclude (member_key),
from programme_members as m
inner join shown as s on m.member_key = s.member_key
cross join asked as a
where coalesce(m.joined_on <= a.last_on, true);
