-- value/gone_rows: what the chance of staying away is learned from, and judged by.
-- reads: gone_variables
-- gives: one row per sampled member and landmark, in order
select
    landmark, not came_back as has_gone,
    with_revenue::integer as with_revenue, latest::integer as latest, occasions::integer as occasions,
    spend, trend, answers, contacts, tenure,
from gone_variables
order by landmark, member_key;
