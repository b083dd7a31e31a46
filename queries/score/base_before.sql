-- score/base_before: the rate that all closed contacts before a campaign's first day had reached. Where little came
--   before, the campaign's own rate stands in, so that a first campaign teaches nothing about its elements.
-- asks: reference_day, half_life_days (730)
-- reads: store.cells
-- writes: temp base_before, one row per campaign with closed contacts
create or replace temp table base_before as
with asked as (
    select
        getvariable('reference_day')::date as reference_day,
        coalesce(getvariable('half_life_days'), 730)::double as half_life_days
),

campaign as (
    select
        campaign_key,
        min(contacted_on) as first_day,
        (sum(answers) + 0.5) / (sum(contacts) + 1) as own_rate,
    from store.cells
    where is_closed
    group by campaign_key
),

closing_day as (
    select
        closes_on,
        sum((answers * weight)::decimal(38, 12)) as answered,
        sum((contacts * weight)::decimal(38, 12)) as weight,
    from store.cells
    where is_closed
    group by closes_on
),

before as (
    select
        c.campaign_key,
        c.own_rate,
        -- the sums' weights are those of the reference day; brought to the campaign's first day
        power(2, least((asked.reference_day - c.first_day) / asked.half_life_days, 40)) as rebase,
        coalesce(sum(d.answered), 0)::double as answered,
        coalesce(sum(d.weight), 0)::double as weight,
    from campaign as c
    left join closing_day as d on d.closes_on < c.first_day
    cross join asked
    group by all
)

select campaign_key, (answered * rebase + 20 * own_rate) / (weight * rebase + 20) as rate,
from before;
