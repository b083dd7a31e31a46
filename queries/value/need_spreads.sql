-- value/need_spreads: how far what members buy lies from what everyone buys: the share of their revenue that would have
--   to go to other products to be spread as that of all. 0: spread as everyone's; near 1: one product that few buy.
--   Half the sum of the distances between shares (total variation).
-- asks: window_months (months, in order); first_key, last_key (of the persons looked at)
-- reads: store.usage, product_shares
-- writes: temp view need_spreads, one row per member with revenue in the window: spread; none where the base has one
--   product alone
create or replace temp view need_spreads as
with bought as (
    select u.member_key, u.product, sum(u.revenue)::double as revenue,
    from store.usage as u
    where
        u.month in (select unnest(getvariable('window_months')::date[]))
        and u.revenue > 0
        and u.member_key between getvariable('first_key')::integer and getvariable('last_key')::integer
    group by u.member_key, u.product
),

shared as (
    select member_key, product, revenue / sum(revenue) over (partition by member_key) as own_share,
    from bought
)

select
    s.member_key,
    -- what is not bought has a distance of its whole share, which all shares but those bought add up to
    rounded(
        greatest(least((1 + sum((abs(s.own_share - p.share) - p.share)::decimal(18, 12))::double) / 2, 1), 0), 4
    )::decimal(5, 4) as spread,
from shared as s
inner join product_shares as p on s.product = p.product
where (select count(*) from product_shares) > 1
group by s.member_key;
