-- value/months: which months have usage with a revenue, and what is odd in each.
-- reads: store.usage
-- gives: one row per month that has any usage: rows, those without a revenue, those below zero (refunds).
--   A month in which no row has a revenue tells nothing of value: it counts as missing
select
    month,
    count(*) as rows,
    count(*) - count(revenue) as without_revenue,
    count(*) filter (where revenue < 0) as refunds,
from store.usage
group by month
order by month;
