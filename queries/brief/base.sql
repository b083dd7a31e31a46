-- brief/base: the members at the end of a month and of the month before, whom of them one may write to or call, and who
--   opted out in it.
--   A member is there from joined_on on (without one, always). Reachable: at least one of the channels that campaigns
--   use is not closed by an opt-out, and has the phone or e-mail it needs, where the members files have such a column
--   at all. What an opt-out closes, and until when, store.refusals tells.
--   Whoever was erased since still counts in the months before.
-- asks: month
-- reads: store.base, store.all_optouts, store.named_channels, store.full_treatments, store.list_treatments
-- gives: one row per month, the one before first. members and reachable are NULL where no members are loaded, reachable
--   also where no campaign names a channel, optouts where none are loaded
with asked as (
    select month::date as month, last_day(month::date) as month_end,
    from (
        select unnest([getvariable('month')::date - interval 1 month, getvariable('month')::date]) as month
    ) as asked_for
),

channel as (
    select channel from store.full_treatments
    union
    select channel from store.list_treatments
),

family as (
    select distinct channel_family(channel) as family, channel_needs(channel) as needs,
    from channel
    where channel is not null
),

-- what holds at the end of each
refusal as (
    select last_day(getvariable('month')::date - interval 1 month) as month_end, r.*
    from
        store.refusals(
            last_day(getvariable('month')::date - interval 1 month),
            last_day(getvariable('month')::date - interval 1 month)
        ) as r
    union all
    select last_day(getvariable('month')::date) as month_end, r.*
    from store.refusals(last_day(getvariable('month')::date), last_day(getvariable('month')::date)) as r
),

closed as (
    select a.month, a.month_end, r.member_key, r.family,
    from refusal as r
    inner join asked as a on r.month_end = a.month_end
),

opted_out as (
    select distinct month, month_end, member_key
    from closed
),

-- the base is gone through once, and what it tells of each day is added up by month; whoever closed nothing is one of
-- four kinds, and the few who did are looked at one by one
day as (
    select joined_on, counts_until, has_phone, has_email, count(*) as members,
    from store.base
    group by joined_on, counts_until, has_phone, has_email
),

has as (
    select
        count(*) > 0 as members,
        count(*) filter (where has_phone) > 0 as phones,
        count(*) filter (where has_email) > 0 as emails,
    from day
),

kind as (
    select
        a.month,
        d.has_phone or not h.phones as has_phone,
        d.has_email or not h.emails as has_email,
        sum(d.members)::bigint as members,
    from day as d
    cross join has as h
    inner join asked as a
        on coalesce(d.joined_on <= a.month_end, true) and coalesce(a.month_end <= d.counts_until, true)
    group by all
),

closed_somewhere as (
    select
        o.month,
        m.member_key,
        m.has_phone or not h.phones as has_phone,
        m.has_email or not h.emails as has_email,
    from store.base as m
    inner join opted_out as o
        on
            m.member_key = o.member_key
            and coalesce(m.joined_on <= o.month_end, true)
            and coalesce(o.month_end <= m.counts_until, true)
    cross join has as h
),

closed_kind as (
    select month, has_phone, has_email, count(*) as members,
    from closed_somewhere
    group by month, has_phone, has_email
),

reachable_kind as (
    select distinct k.month, k.has_phone, k.has_email, k.members - coalesce(c.members, 0) as members,
    from kind as k
    left join closed_kind as c
        on k.month = c.month and k.has_phone = c.has_phone and k.has_email = c.has_email
    cross join family as f
    where f.needs is null or (f.needs = 'phone' and k.has_phone) or (f.needs = 'email' and k.has_email)
),

reachable_one as (
    select distinct m.month, m.member_key,
    from closed_somewhere as m
    cross join family as f
    anti join closed as c
        on m.month = c.month and m.member_key = c.member_key and list_contains(closed_by(f.family), c.family)
    where f.needs is null or (f.needs = 'phone' and m.has_phone) or (f.needs = 'email' and m.has_email)
),

reachable as (
    select month, members from reachable_kind
    union all
    select month, count(*) as members,
    from reachable_one
    group by month
),

counted as (
    select month, sum(members) as members,
    from kind
    group by month
),

reached as (
    select month, sum(members) as reachable,
    from reachable
    group by month
),

left_us as (
    select a.month, count(distinct o.member_key) as optouts,
    from store.all_optouts as o
    inner join asked as a on o.opted_out_on between a.month and a.month_end
    where o.action = 'out'
    group by a.month
)

select
    a.month,
    case when h.members then coalesce(c.members, 0) end::bigint as members,
    case when h.members and exists (select 1 from family) then coalesce(r.reachable, 0) end::bigint as reachable,
    case when exists (select 1 from store.all_optouts) then coalesce(l.optouts, 0) end as optouts,
from asked as a
cross join has as h
left join counted as c on a.month = c.month
left join reached as r on a.month = r.month
left join left_us as l on a.month = l.month
order by a.month;
