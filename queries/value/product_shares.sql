-- value/product_shares: what share of the revenue of a window each product is, over everyone.
-- asks: window_months (months, in order)
-- reads: store.usage
-- writes: temp product_shares, one row per product with revenue
create or replace temp table product_shares as
with product as (
    select product, sum(revenue)::decimal(38, 6) as revenue,
    from store.usage
    where
        month in (select unnest(getvariable('window_months')::date[]))
        and revenue > 0
    group by product
)

select
    product,
    revenue::double / (sum(revenue) over ())::double as share,
    count(*) over () > 1 as is_one_of_several,
from product;
