-- value/gaps: of those with a place in the month asked for, how many lack what their place is made from.
-- asks: count_tiers (those that revenue makes)
-- reads: standing
-- gives: one row: counts of members, and the sum of those whose refunds are more than their revenue
select
    coalesce(sum(s.members), 0)::bigint as members,
    coalesce(sum(s.members) filter (where not s.is_loaded), 0)::bigint as not_loaded,
    coalesce(sum(s.members) filter (where s.joined_on is null), 0)::bigint as without_tenure,
    coalesce(sum(s.members) filter (where s.is_unscored), 0)::bigint as without_score,
    coalesce(sum(s.members) filter (where s.is_unscored and s.joined_on is null), 0)::bigint as without_band,
    coalesce(sum(s.members) filter (where s.revenue < 0), 0)::bigint as below_zero,
    coalesce(sum(s.revenue * s.members) filter (where s.revenue < 0), 0)::double as below_zero_revenue,
    coalesce(sum(s.members) filter (where s.steps[-1] <= 4 * getvariable('count_tiers')::integer), 0)::bigint
        as with_revenue,
    coalesce(sum(s.revenue * s.members), 0)::double as revenue,
from standing as s
where s.steps[-1] is not null;
