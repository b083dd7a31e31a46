-- value/usage_marks: what tells whether usage of a month changed since value was kept.
-- reads: store.usage
-- gives: one row per month with revenue: rows, revenue
select month, count(*) as rows, sum(revenue)::varchar as revenue,
from store.usage
where revenue is not null
group by month
order by month;
