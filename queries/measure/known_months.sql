-- measure/known_months: the months of usage that can matter and are loaded, of anybody.
-- asks: first_month, last_month (of usage that can matter)
-- reads: store.usage
-- writes: temp known_months, one row per month
create or replace temp table known_months as
select distinct month
from store.usage
where month between getvariable('first_month')::date and getvariable('last_month')::date;
