-- measure/penetration: which products those who answer a channel use, beside everyone: in the last month of the span
--   that usage is loaded of. A user has revenue or volume of the product in it.
-- asks: until (last day of the span)
-- reads: arms, store.base, store.persons, store.usage
-- gives: one row per channel ("all" first) and product, none without usage: month, responders of the channel, users
--   among them, share; base: all members who had joined by the month's end (everyone named in any file, where no
--   members are loaded); index = share / base_share, NULL where nobody uses the product
with latest as (
    select max(month) as month,
    from store.usage
    where month <= getvariable('until')::date
),

base as (
    select m.member_key,
    from store.base as m
    cross join latest as l
    where
        coalesce(m.joined_on <= last_day(l.month), true) and coalesce(last_day(l.month) <= m.counts_until, true)
    union all
    select member_key,
    from store.persons
    where not exists (select 1 from store.base)
),

used as (
    select distinct u.member_key, u.product,
    from store.usage as u
    semi join latest as l on u.month = l.month
    semi join base as b on u.member_key = b.member_key
    where u.revenue > 0 or u.volume > 0
),

responder as (
    select distinct 0 as is_all, coalesce(a.channel, '(none)') as channel, a.member_key,
    from arms as a
    semi join base as b on a.member_key = b.member_key
    where a.is_responder and not a.is_control
    union all
    select distinct 1 as is_all, 'all' as channel, a.member_key,
    from arms as a
    semi join base as b on a.member_key = b.member_key
    where a.is_responder and not a.is_control
),

channel as (
    select is_all, channel, count(*) as responders,
    from responder
    group by is_all, channel
),

channel_users as (
    select r.is_all, r.channel, u.product, count(*) as users,
    from responder as r
    inner join used as u on r.member_key = u.member_key
    group by r.is_all, r.channel, u.product
),

base_users as (
    select product, count(*) as users,
    from used
    group by product
),

base_size as (
    select count(*) as members,
    from base
)

select
    c.channel, b.product, l.month, c.responders,
    coalesce(u.users, 0) as users,
    coalesce(u.users, 0) / c.responders as share,
    s.members as base_members,
    b.users as base_users,
    b.users / s.members as base_share,
    share / base_share as index,
from channel as c
cross join base_users as b
cross join base_size as s
cross join latest as l
left join channel_users as u on c.is_all = u.is_all and c.channel = u.channel and b.product = u.product
order by c.is_all desc, c.channel, b.product;
