-- score/evidence: what the constants are learned from: all that sampled members were contacted with, up to half a
--   million contacts, and those of 20,000 members however many theirs are; with weights as of the scoring day.
-- asks: as_of, half_life_days (730)
-- reads: store.trials, store.draws, store.cells
-- writes: temp evidence, one row per contact
create or replace temp table evidence as
with asked as (
    select
        getvariable('as_of')::date as as_of,
        coalesce(getvariable('half_life_days'), 730)::double as half_life_days
),

trial as (
    select t.*, d.draw,
    from store.trials as t
    inner join store.draws as d using (member_key)
),

taken as (
    select member_key
    from trial
    group by member_key, draw
    window drawn as (order by draw, member_key)
    qualify sum(count(*)) over drawn <= 500000 or row_number() over drawn <= 20000
),

weighted as (
    select
        t.member_key, c.treatment_key, c.campaign_key, c.contacted_on, c.closes_on, c.is_closed, c.rate,
        t.responded_at is not null as is_answered,
        t.draw,
        power(2, (c.contacted_on - asked.as_of) / asked.half_life_days) as weight,
    from trial as t
    semi join taken as k on t.member_key = k.member_key
    inner join store.cells as c using (cell_key)
    cross join asked
)

select
    *,
    (case when is_answered then weight else 0 end)::decimal(18, 12) as answered,
    (weight * rate)::decimal(18, 12) as expected,
from weighted;
