-- adhoc/bought_together: what else buyers of a product use, beside what the base uses
-- gives: one row per pair of products with revenue since a day, the highest lift first: members who used the first,
--   those of them who used the second too, their share, the share of all who used anything, lift (one over the other)
--   with its 95 % interval; lift 1 is as chance would have it
-- asks: product (text, none): this first product alone; left out: all
-- asks: since (date, none): months from this day on; left out: all
-- asks: members (integer, 20): at least so many members used both
-- asks: sample (integer, none): of so many members drawn by chance, 200,000 at most; left out: of all
-- reads: store.usage, store.draws
-- source: Katz et al., Biometrics 34 (1978), for the interval of a ratio
with asked as (
    select
        getvariable('product')::varchar as product,
        getvariable('since')::date as since,
        coalesce(getvariable('members'), 20)::integer as members,
        getvariable('sample')::bigint as sample,
),

drawn as (
    select d.member_key
    from store.draws as d
    cross join asked as a
    qualify row_number() over (order by d.draw, d.member_key) <= a.sample
),

used as (
    select distinct u.member_key, u.product,
    from store.usage as u
    cross join asked as a
    where
        u.revenue > 0
        and coalesce(u.month >= date_trunc('month', a.since), a.since is null)
        and (a.sample is null or u.member_key in (select w.member_key from drawn as w))
),

base as (
    select count(distinct member_key) as members,
    from used
),

alone as (
    select product, count(*) as members,
    from used
    group by product
),

pair as (
    select f.product as first, s.product as second, count(*) as used_both,
    from used as f
    inner join used as s on f.member_key = s.member_key and f.product <> s.product
    cross join asked as a
    where coalesce(f.product = a.product, a.product is null)
    group by f.product, s.product
    having count(*) >= any_value(a.members)
),

-- beside the base as a whole, of which buyers of the first are a part
compared as (
    select
        p.first, p.second, f.members as first_members, p.used_both,
        p.used_both / f.members as share,
        s.members / b.members as base_share,
        share / base_share as lift,
        sqrt((1 - share) / p.used_both + (1 - base_share) / s.members) as log_error,
    from pair as p
    inner join alone as f on p.first = f.product
    inner join alone as s on p.second = s.product
    cross join base as b
)

select
    first, second, first_members, used_both, share, base_share, lift,
    lift * exp(-1.96 * log_error) as lift_low,
    lift * exp(1.96 * log_error) as lift_high,
from compared
order by lift desc, first, second;
