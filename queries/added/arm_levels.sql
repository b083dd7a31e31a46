-- added/arm_levels: keeps what those contacted and those held out did over what their chances of an answer say: of all
--   campaigns, and of those of each product, held to all by twenty answers; less what values of attributes and habits
--   say of them on average.
-- asks: contacted_factor, unasked_factor (1: they say nothing)
-- reads: arm_pairs
-- writes: store.arm_levels, one row per product (NULL: all) and arm
delete from store.arm_levels;

insert into store.arm_levels
with summed as (
    select
        product, is_control, grouping(product) = 1 as is_all,
        count(*) as members,
        count(*) filter (where has_outcome) as answered,
        sum(chance::decimal(38, 12))::double as expected,
    from arm_pairs
    group by grouping sets ((product, is_control), (is_control))
    having is_all or product is not null
),

overall as (
    select is_control, (answered + 0.5) / (expected + 0.5) as level,
    from summed
    where is_all
)

select
    s.product, s.is_control, s.members, s.answered, s.expected,
    rounded(
        case when s.is_all then o.level else (20 * o.level + s.answered) / (20 + s.expected) end
        * if(s.is_control, coalesce(getvariable('unasked_factor'), 1), coalesce(getvariable('contacted_factor'), 1))
        ::double,
        9
    ) as level,
from summed as s
inner join overall as o on s.is_control = o.is_control
order by s.product nulls first, s.is_control;
