-- measure/programme_largest: the largest amounts of a month or a quarter. Squares are of shares of them, so that their
--   sums are exact decimals.
-- asks: first_month, last_month
-- reads: store.usage
-- writes: temp programme_largest, one row: revenue, volume, 1 where there is none
create or replace temp table programme_largest as
select
    coalesce(nullif(max(abs(revenue))::double, 0), 1) as revenue,
    coalesce(nullif(max(abs(volume))::double, 0), 1) as volume,
from store.usage
where month between getvariable('first_month')::date and getvariable('last_month')::date;
