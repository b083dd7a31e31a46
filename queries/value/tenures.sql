-- value/tenures: the points that tenure earns at the end of a month, in full months: below, between, from the two
--   limits on: 0, 1, 2. By day, for there are few of them.
-- asks: month; tenure_months (two limits)
-- reads: store.base
-- writes: temp tenures, one row per day on which somebody joined
create or replace temp table tenures as
with day as (
    select distinct joined_on
    from store.base
    where joined_on is not null
),

tenure as (
    select joined_on, date_sub('month', joined_on, last_day(getvariable('month')::date)) as months,
    from day
)

select
    joined_on,
    (months >= (getvariable('tenure_months')::integer[])[1])::utinyint
    + (months >= (getvariable('tenure_months')::integer[])[2])::utinyint as points,
from tenure;
