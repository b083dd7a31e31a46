-- adhoc/responders_usage: what all who answered in a month use, beside the whole base
-- gives: one row per value of the attribute and product with usage in the month, 'all' first: responders (members who
--   answered any campaign in it), those of them who used the product, their share and revenue a responder; the same of
--   the base, which is every member of that value who had joined by its end; ratio of the shares with its 95 % interval
-- asks: attribute (text, none): a column of members, such as brand; left out: all together
-- asks: month (date, none): any day of it; left out: the latest month with usage in which anybody answered
-- reads: store.direct_answers, store.base, store.usage, store.typed_members
-- source: Katz et al., Biometrics 34 (1978), for the interval of a ratio
with known as (
    select max(date_trunc('month', r.responded_at))::date as month,
    from store.direct_answers as r
    semi join store.usage as u on date_trunc('month', r.responded_at)::date = u.month
),

asked as (
    select
        coalesce(date_trunc('month', getvariable('month')::date)::date, k.month) as month,
        getvariable('attribute')::varchar as attribute,
    from known as k
),

valued as (
    select m.member_key, segment_of(to_json(m), a.attribute) as value,
    from store.typed_members as m
    cross join asked as a
    where a.attribute is not null
),

base as (
    select b.member_key, if(a.attribute is null, 'all', v.value) as segment,
    from store.base as b
    left join valued as v on b.member_key = v.member_key
    inner join asked as a
        on coalesce(b.joined_on <= last_day(a.month), true) and coalesce(last_day(a.month) <= b.counts_until, true)
),

responder as (
    select distinct r.member_key, b.segment,
    from store.direct_answers as r
    inner join asked as a on date_trunc('month', r.responded_at)::date = a.month
    inner join base as b on r.member_key = b.member_key
),

used as (
    select u.member_key, b.segment, u.product, sum(u.revenue) as revenue,
    from store.usage as u
    inner join asked as a on u.month = a.month
    inner join base as b on u.member_key = b.member_key
    group by u.member_key, b.segment, u.product
    union all
    select u.member_key, b.segment, null as product, sum(u.revenue) as revenue,
    from store.usage as u
    inner join asked as a on u.month = a.month
    inner join base as b on u.member_key = b.member_key
    group by u.member_key, b.segment
),

counted as (
    select
        u.segment, u.product,
        count(*) as base_users,
        coalesce(sum(u.revenue), 0) as base_revenue,
        count(r.member_key) as users,
        coalesce(sum(u.revenue) filter (where r.member_key is not null), 0) as revenue,
    from used as u
    left join responder as r on u.member_key = r.member_key
    group by u.segment, u.product
),

whole as (
    select b.segment, count(*) as base, count(r.member_key) as responders,
    from base as b
    left join responder as r on b.member_key = r.member_key
    group by b.segment
)

select
    a.month, c.segment,
    coalesce(c.product, 'all') as product,
    w.responders, c.users,
    c.users / nullif(w.responders, 0) as share,
    (c.revenue / nullif(w.responders, 0))::double as revenue_per_responder,
    w.base, c.base_users,
    c.base_users / nullif(w.base, 0) as base_share,
    (c.base_revenue / nullif(w.base, 0))::double as revenue_per_member,
    share / nullif(base_share, 0) as ratio,
    case when c.users > 0 then ratio * exp(-1.96 * sqrt((1 - share) / c.users + (1 - base_share) / c.base_users)) end
        as ratio_low,
    case when c.users > 0 then ratio * exp(1.96 * sqrt((1 - share) / c.users + (1 - base_share) / c.base_users)) end
        as ratio_high,
from counted as c
inner join whole as w on c.segment is not distinct from w.segment
cross join asked as a
order by c.segment nulls last, c.product nulls first;
