-- world/world_usage: what each member used, in the months in which they used anything: their favourite product, and for
--   half of them another.
-- asks: months, seed
-- reads: people
-- writes: temp world_usage, one row per member, month and product
create or replace temp table world_usage as
with months as (
    select i as month_index, month_start(i) as month,
    from range(getvariable('months')::bigint) as r (i)
),

used as (
    select
        p.member_id, p.arpu, p.uses, p.leaves_in, m.month, m.month_index,
        p.product[1 + (coalesce(m.month_index >= p.drifts_in, false))::integer] as product,
        0.7 as share,
    from people as p
    cross join months as m
    union all
    select
        p.member_id, p.arpu, p.uses, p.leaves_in, m.month, m.month_index,
        pick('second product', p.member_id, element_options().product),
        0.3,
    from people as p
    cross join months as m
    where draw('has second', p.member_id) < 0.5
)

select
    member_id,
    month,
    product,
    rounded(sum(arpu * share) * (0.8 + 0.4 * draw('month', member_id || '/' || month_index)), 2) as revenue,
    round(sum(share) * 100 * draw('volume', member_id || '/' || month_index)) as volume,
from used
where
    month_index < coalesce(leaves_in, 1000)
    and draw('uses', member_id || '/' || month_index) < uses
group by member_id, month, month_index, product
order by month, member_id, product;
