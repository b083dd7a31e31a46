-- value/standing: everybody takes the step of a month.
--   Tiers count from 1, the best; then 'none' and 'gone'. Steps count from 1 through the four bands of each tier; those
--   gone are on one step whatever their loyalty.
-- asks: count_tiers (those that revenue makes)
-- reads: ranked_now (value/placed_now, or value/counted_now), cuts
-- writes: temp standing, one row per person, or for members alike, their list of steps longer by one: NULL where they
--   had not begun
create or replace temp table standing as
with cut as (
    -- none at all where there is one tier only, or nobody has revenue
    select coalesce(list(struct_pack(revenue := revenue, takes := takes) order by tier), []) as cuts
    from cuts
),

placed as (
    select
        n.*,
        case n.kind
            when 'paying'
                then
                    1 + len(
                        list_filter(
                            cut.cuts,
                            lambda cut_at:
                            n.revenue < cut_at['revenue']
                            or (n.revenue = cut_at['revenue'] and n.place > cut_at['takes'])
                        )
                    )
            when 'none' then getvariable('count_tiers')::integer + 1
            when 'gone' then getvariable('count_tiers')::integer + 2
        end as tier,
    from ranked_now as n
    cross join cut
)

select
    p.* exclude (kind, band, place, tier)
    replace (
        list_append(
            p.steps, (4 * (p.tier - 1) + case when p.kind = 'gone' then 1 else p.band end)::utinyint
        ) as steps
    ),
from placed as p;
