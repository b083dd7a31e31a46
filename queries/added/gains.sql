-- added/gains: keeps what holdouts of the past tell, and whether lists by what is added would have brought more.
-- asks: by_added, by_chance, difference, low, high (answers added per 100 members), is_clear
-- reads: arm_pairs, store.arm_levels
-- writes: store.gains, one row
delete from store.gains;

insert into store.gains
with level as (
    select
        max(level) filter (where not is_control) as contacted,
        max(level) filter (where is_control) as unasked,
    from store.arm_levels
    where product is null
),

pairs as (
    select
        count(distinct campaign_number) as campaigns,
        count(*) filter (where not is_control) as contacted,
        count(*) filter (where is_control) as held_out,
    from arm_pairs
)

select
    p.campaigns, p.contacted, p.held_out,
    rounded(l.unasked / l.contacted, 6) as unasked,
    getvariable('by_added') as by_added,
    getvariable('by_chance') as by_chance,
    getvariable('difference') as difference,
    getvariable('low') as low,
    getvariable('high') as high,
    getvariable('is_clear')::boolean as is_clear,
from pairs as p
cross join level as l;
