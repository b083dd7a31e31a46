-- value/tiers: the tiers alone: how many members, what they bring, and between which revenues.
-- asks: month; names (of tiers, best first, 'none' and 'gone' last)
-- reads: step_sums
-- gives: one row per tier; revenue is that of a month; NULL shares, means and limits where there are no members
with tier as (
    select
        unnest(generate_series(1, len(getvariable('names')::varchar[]))) as tier,
        unnest(getvariable('names')::varchar[]) as tier_name,
),

counted as (
    select
        (step - 1) // 4 + 1 as tier,
        sum(members)::bigint as members,
        sum(revenue) / max(count_known) as revenue,
        min(least_revenue) / max(count_known) as least_revenue,
        max(most_revenue) / max(count_known) as most_revenue,
    from step_sums
    where month = getvariable('month')::date
    group by all
),

all_of as (
    select sum(members) as members, sum(revenue) as revenue
    from counted
)

select
    t.tier_name as tier,
    coalesce(c.members, 0) as members,
    coalesce(c.members, 0) / a.members as share,
    coalesce(c.revenue, 0) as revenue,
    coalesce(c.revenue, 0) / nullif(a.revenue, 0) as share_of_revenue,
    c.revenue / c.members as mean_revenue,
    c.least_revenue,
    c.most_revenue,
from tier as t
cross join all_of as a
left join counted as c on t.tier = c.tier
order by t.tier;
