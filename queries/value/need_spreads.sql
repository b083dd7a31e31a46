-- value/need_spreads: how far what members buy lies from what everyone buys: the share of their revenue that would have
--   to go to other products to be spread as that of all. 0: spread as everyone's; near 1: one product that few buy.
--   Half the sum of the distances between shares (total variation).
-- asks: window_months (months, in order); first_key, last_key (of the persons looked at)
-- reads: store.usage, product_shares
-- writes: temp need_spreads, one row per member with revenue in the window: spread; none where the base has one
--   product alone
create or replace temp table need_spreads as
with bought as (
    select u.member_key, p.share, sum(u.revenue)::double as revenue,
    from store.usage as u
    inner join product_shares as p on u.product = p.product and p.is_one_of_several
    where
        u.month in (select unnest(getvariable('window_months')::date[]))
        and u.revenue > 0
        and u.member_key between getvariable('first_key')::integer and getvariable('last_key')::integer
    group by u.member_key, u.product, p.share
),

basket as (
    select
        member_key,
        list(struct_pack(revenue := revenue, share := share)) as products,
        sum(revenue::decimal(38, 6))::double as revenue,
    from bought
    group by member_key
)

select
    b.member_key,
    -- what is not bought has a distance of its whole share, which all shares but those bought add up to
    rounded(
        (
            1 + list_sum(
                list_transform(
                    b.products,
                    lambda one: (abs(one['revenue'] / b.revenue - one['share']) - one['share'])::decimal(18, 12)
                )
            )::double
        ) / 2, 4
    )::decimal(5, 4) as spread,
from basket as b;
