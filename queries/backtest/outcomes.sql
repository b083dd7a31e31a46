-- backtest/outcomes: what each contact really brought, as known at the end of the history; windows still open are left
--   out, for their answer is not known.
-- asks: last: replay only so many of the latest campaigns (NULL: all)
-- reads: store.trials, store.cells (as of the latest event)
-- writes: temp outcomes, one row per contact; temp replayed, one row per campaign to be replayed; position is its place
--   among all, in the order in which they began; temp predictions, empty
create or replace temp table outcomes as
select
    c.campaign_key,
    t.member_key,
    c.treatment_key,
    c.contacted_on,
    t.responded_at is not null as is_answered,
    -- a member contacted again in the same way is a contact of its own
    row_number() over (
        partition by c.campaign_key, t.member_key, c.treatment_key order by c.contacted_on, t.responded_at is not null
    ) as contact_number,
from store.trials as t
inner join store.cells as c using (cell_key)
where c.is_closed;

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

create or replace temp table predictions (
    campaign_key integer, member_key integer, is_answered boolean, propensity double,
    random double, responses double, rate double, recency double, rfm double
);
