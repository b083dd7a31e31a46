-- brief/base: the members at the end of a month, whom of them one may write to or call, and who opted out in it.
--   A member is there from joined_on on (without one, always). Reachable: at least one of the channels that campaigns
--   use is not closed by an opt-out, and has the phone or e-mail it needs, where the members files have such a column
--   at all. An opt-out holds from its day on until a later opt-in of the same channel; on one day the opt-out holds.
--   Whoever was erased since still counts in the months before.
-- asks: month
-- reads: store.base, store.all_optouts, store.named_channels, store.full_treatments, store.list_treatments
-- gives: one row. members and reachable are NULL where no members are loaded, reachable also where no campaign names a
--   channel, optouts where none are loaded
with asked as (
    select getvariable('month')::date as month, last_day(getvariable('month')::date) as month_end,
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

has as (
    select count(*) filter (where has_phone) > 0 as phones, count(*) filter (where has_email) > 0 as emails,
    from store.base
),

latest as (
    select
        o.member_key,
        channel_family(o.channel) as family,
        -- of two words on one day, out comes after in
        arg_max(o.action, (coalesce(o.opted_out_on, date '0001-01-01'), o.action)) as action,
        bool_or(o.opted_out_on is null and o.action = 'out') as is_always,
    from store.all_optouts as o
    cross join asked as a
    where coalesce(o.opted_out_on <= a.month_end, true)
    group by o.member_key, channel_family(o.channel)
),

-- an opt-out of a channel that nobody knows holds for all
known as (
    select distinct family
    from store.named_channels
),

closed as (
    select distinct l.member_key, coalesce(k.family, 'all') as family,
    from latest as l
    left join known as k on l.family = k.family
    where l.action = 'out' or l.is_always
),

opted_out as (
    select distinct member_key
    from closed
),

member as (
    select
        m.member_key,
        m.has_phone or not h.phones as has_phone,
        m.has_email or not h.emails as has_email,
        o.member_key is not null as is_closed_somewhere,
    from store.base as m
    cross join has as h
    cross join asked as a
    left join opted_out as o on m.member_key = o.member_key
    where coalesce(m.joined_on <= a.month_end, true) and coalesce(a.month_end <= m.counts_until, true)
),

-- whoever closed nothing is one of four kinds; the few who did are looked at one by one
kind as (
    select has_phone, has_email, count(*) as members,
    from member
    where not is_closed_somewhere
    group by has_phone, has_email
),

reachable_kind as (
    select distinct k.has_phone, k.has_email, k.members,
    from kind as k
    cross join family as f
    where f.needs is null or (f.needs = 'phone' and k.has_phone) or (f.needs = 'email' and k.has_email)
),

reachable_one as (
    select distinct m.member_key,
    from member as m
    cross join family as f
    anti join closed as c on m.member_key = c.member_key and list_contains(closed_by(f.family), c.family)
    where
        m.is_closed_somewhere
        and (f.needs is null or (f.needs = 'phone' and m.has_phone) or (f.needs = 'email' and m.has_email))
),

counted as (
    select count(*) as members,
    from member
),

reached as (
    select
        (select coalesce(sum(members), 0) from reachable_kind) + (select count(*) from reachable_one) as reachable,
),

left_us as (
    select count(distinct o.member_key) as optouts,
    from store.all_optouts as o
    cross join asked as a
    where o.action = 'out' and o.opted_out_on between a.month and a.month_end
)

select
    case when exists (select 1 from store.base) then c.members end as members,
    case
        when exists (select 1 from store.base) and exists (select 1 from family) then r.reachable
    end::bigint as reachable,
    case when exists (select 1 from store.all_optouts) then l.optouts end as optouts,
from counted as c
cross join reached as r
cross join left_us as l;
