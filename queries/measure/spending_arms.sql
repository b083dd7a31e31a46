-- measure/spending_arms: sums of what each cell of each arm brought, of its squares and of its products with what it
--   brought before, exact: squares are of cents of a cent.
-- reads: spending
-- writes: temp spending_arms, one row per measure (revenue, volume), cell and arm: mean, mean_before; squares,
--   squares_before, products: about these means
create or replace temp table spending_arms as
with member as (
    select 'revenue' as measure, cell, is_control, revenue::double as y, revenue_before::double as x,
    from spending
    union all
    select 'volume' as measure, cell, is_control, volume::double as y, volume_before::double as x,
    from spending
),

summed as (
    select
        measure, cell, is_control,
        count(*) as members,
        sum(y::decimal(38, 12))::double as sum_y,
        sum(x::decimal(38, 12))::double as sum_x,
        sum((y * y)::decimal(38, 9))::double as sum_yy,
        sum((x * x)::decimal(38, 9))::double as sum_xx,
        sum((x * y)::decimal(38, 9))::double as sum_xy,
    from member
    group by measure, cell, is_control
)

select
    measure, cell, is_control, members,
    sum_y / members as mean,
    sum_x / members as mean_before,
    greatest(sum_yy - sum_y * sum_y / members, 0) as squares,
    greatest(sum_xx - sum_x * sum_x / members, 0) as squares_before,
    sum_xy - sum_x * sum_y / members as products,
from summed;
