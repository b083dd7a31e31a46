-- measure/repeat: use of the campaign's products before it and since, per member and month, of those who answered, of
--   all contacted, of those held out, and of the members whom it did not contact. Who has no usage in a known month
--   used nothing; a month of which no usage is loaded is left out. Those held out have weights where there are
--   several cells (see measure/cell_weights); members counts them all the same.
-- reads: arms, contacted, used, used_months, store.base
-- gives: one row per group and period: the months before together (month NULL), then each month since; months counts
--   those known, users_share is of members with revenue or volume. Figures are NULL where no month is known, nobody is
--   in the group, or no usage carries a revenue, or a volume
with who as (
    select
        member_key,
        case when is_control then 'held out' when is_responder then 'responders' else 'silent' end as who,
        -- a decimal, so that sums stay exact
        weight::decimal(18, 12) as weight,
    from arms
    where wave = 1
    union all
    select distinct c.member_key, 'aside' as who, 1 as weight,
    from contacted as c
    anti join arms as a on c.member_key = a.member_key
),

first_month as (
    select min(month) as month,
    from used_months
    where period = 'during'
),

base as (
    select m.member_key,
    from store.base as m
    cross join first_month as f
    anti join who as w on m.member_key = w.member_key
    where coalesce(f.month <= m.counts_until, true)
),

size as (
    select who, count(*) as members, sum(weight) as weight,
    from who
    group by who
    union all
    select 'base' as who, count(*) as members, count(*) as weight,
    from base
),

grouped as (
    from (
        values
        (1, 'responders', 'responders'), (2, 'treated', 'responders'), (2, 'treated', 'silent'),
        (3, 'holdout', 'held out'), (4, 'untargeted base', 'base')
    ) as t (place, "group", who)
),

sized as (
    select
        g.place, g."group",
        coalesce(sum(s.members), 0)::bigint as members,
        coalesce(sum(s.weight), 0)::double as weight,
    from grouped as g
    left join size as s on g.who = s.who
    group by g.place, g."group"
),

spent as (
    select
        coalesce(w.who, 'base') as who, u.month,
        sum(u.revenue * coalesce(w.weight, 1)) as revenue,
        sum(u.volume * coalesce(w.weight, 1)) as volume,
        sum(coalesce(w.weight, 1)) filter (where u.is_user) as users,
    from used as u
    left join who as w on u.member_key = w.member_key
    left join base as b on u.member_key = b.member_key
    where w.member_key is not null or b.member_key is not null
    group by coalesce(w.who, 'base'), u.month
),

summed as (
    select
        g.place, m.period, case when m.period <> 'before' then m.month end as month,
        sum(s.revenue) as revenue,
        sum(s.volume) as volume,
        sum(s.users) as users,
    from used_months as m
    cross join grouped as g
    left join spent as s on m.month = s.month and g.who = s.who
    group by all
),

known as (
    select period, case when period <> 'before' then month end as month, count(*) filter (where is_known) as months,
    from used_months
    group by all
),

told as (
    select count(revenue) > 0 as has_revenue, count(volume) > 0 as has_volume,
    from used
)

select
    z."group", k.period, k.month, k.months, z.members,
    case when t.has_revenue then coalesce(s.revenue, 0) / nullif(k.months * z.weight, 0) end as mean_revenue,
    case when t.has_volume then coalesce(s.volume, 0) / nullif(k.months * z.weight, 0) end as mean_volume,
    case when t.has_revenue or t.has_volume then coalesce(s.users, 0) / nullif(k.months * z.weight, 0) end
        as users_share,
from sized as z
cross join known as k
cross join told as t
left join summed as s on z.place = s.place and k.period = s.period and k.month is not distinct from s.month
order by z.place, k.month nulls first;
