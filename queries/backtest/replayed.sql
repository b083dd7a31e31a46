-- backtest/replayed: the campaigns to be replayed, in the order in which they began.
-- asks: last: only so many of the latest campaigns (NULL: all)
-- reads: outcomes
-- writes: temp replayed, one row per campaign; position is its place among all
create or replace temp table replayed as
with campaign as (
    select campaign_key, min(contacted_on) as first_day,
    from outcomes
    group by campaign_key
),

counted as (
    select *, row_number() over (order by first_day, campaign_key) as position,
    from campaign
)

select *
from counted
where position > (select count(*) from campaign) - coalesce(getvariable('last'), 1000000000)
order by position;
