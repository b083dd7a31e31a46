-- value/gaps: of those with a place in the month asked for, how many lack what their place is made from.
-- asks: count_tiers (those that revenue makes)
-- reads: standing
-- gives: one row: counts of members, and the sum of those whose refunds are more than their revenue
select
    count(*) as members,
    count(*) filter (where not s.is_loaded) as not_loaded,
    count(*) filter (where s.joined_on is null) as without_tenure,
    count(*) filter (where s.is_unscored) as without_score,
    count(*) filter (where s.is_unscored and s.joined_on is null) as without_band,
    count(*) filter (where s.revenue < 0) as below_zero,
    coalesce(sum(s.revenue) filter (where s.revenue < 0), 0)::double as below_zero_revenue,
    count(*) filter (where s.steps[-1] <= 4 * getvariable('count_tiers')::integer) as with_revenue,
    coalesce(sum(s.revenue), 0)::double as revenue,
from standing as s
where s.steps[-1] is not null;
