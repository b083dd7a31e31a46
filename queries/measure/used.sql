-- measure/used: what members used of the campaign's products, in the months before it and in those since.
-- reads: arms, store.usage, used_months
-- writes: temp used, one row per member and month with usage of the products, of known months
create or replace temp table used as
with product as (
    select distinct product,
    from arms
    where product is not null
)

select
    u.member_key, u.month,
    sum(u.revenue) as revenue,
    sum(u.volume) as volume,
    coalesce(bool_or(u.revenue > 0 or u.volume > 0), false) as is_user,
from store.usage as u
semi join product as p on u.product = p.product
semi join used_months as m on u.month = m.month
group by u.member_key, u.month;
