-- measure/revenue_months: the months that tell what both arms brought of all products, and those before that adjust it.
-- asks: months (3): so many before the month in which the first window opens
-- reads: arms, store.usage
-- writes: temp revenue_months, one row per month: period is before or window, is_known whether any usage of it is
--   loaded
create or replace temp table revenue_months as
with span as (
    select
        date_trunc('month', min(from_on))::date as first_month,
        date_trunc('month', max(until_on))::date as last_month,
    from arms
    where is_compared and wave = 1
),

month as (
    select
        first_month,
        unnest(generate_series(
            first_month - to_months(coalesce(getvariable('months'), 3)::integer), last_month, interval 1 month
        ))::date as month,
    from span
),

loaded as (
    select distinct u.month
    from store.usage as u
    cross join span as s
    where u.month between s.first_month - to_months(coalesce(getvariable('months'), 3)::integer) and s.last_month
)

select
    m.month,
    if(m.month < m.first_month, 'before', 'window') as period,
    l.month is not null as is_known,
from month as m
left join loaded as l on m.month = l.month
order by m.month;
