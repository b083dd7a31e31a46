-- value/concentration: how much of the revenue the best members bring, and the Gini coefficient of all.
--   Members with revenue stand in a row, most revenue first; the top share is the first ceil(share * members).
--   gini = sum over places i from the least of (2 i - n - 1) x_i, over n times the sum of x: 0 where all bring alike.
--   Members without revenue, and those whose refunds are more than it, are no part of it.
-- asks: count_known (months in the window)
-- reads: standing
-- gives: one row per top share: 1, 5, 10, 25, 50 and 100 % of members; no row where nobody has revenue
-- source: Gini 1912, as computed in Dixon et al., Ecology 68 (1987)
with heights as (
    select
        revenue::double as revenue,
        sum(members)::double as tied,
        sum(sum(members)) over (order by revenue desc)::double as upto,
    from standing
    where steps[-1] is not null and revenue > 0
    group by standing.revenue
),

counted as (
    select sum(tied) as members
    from heights
),

whole as (
    select
        c.members,
        sum(h.revenue * h.tied order by h.revenue) as revenue,
        -- of equals, the places from the least are members - upto + 1 to members - upto + tied
        sum(h.revenue * h.tied * (2 * (c.members - h.upto) + h.tied - c.members) order by h.revenue) as weighed,
    from heights as h
    cross join counted as c
    group by c.members
),

top as (
    select unnest([0.01, 0.05, 0.1, 0.25, 0.5, 1.0]::double[]) as share
),

reached as (
    select
        t.share as top_share,
        ceil(rounded(t.share * w.members, 6))::bigint as members,
        w.revenue as whole_revenue,
        w.weighed / (w.members * w.revenue) as gini,
    from whole as w
    cross join top as t
),

brought as (
    select
        r.*,
        sum(h.revenue * least(h.tied, greatest(r.members - (h.upto - h.tied), 0)) order by h.revenue) as revenue,
    from reached as r
    cross join heights as h
    group by all
)

select
    top_share,
    members,
    revenue / getvariable('count_known') as revenue,
    revenue / whole_revenue as share_of_revenue,
    gini,
from brought
order by top_share;
