-- score/evidence: what each contact was expected to bring, and what it brought, both weighted by age.
--   expected = (r_cell + 20 rate_campaign) / (n_cell + 20), rate = (r + 1/2) / (n + 1): a campaign that everyone
--   answers teaches little about who likes what. While a response window is open, the cell is cut down to the contacts
--   of one day and their answers so far: like is compared with like, so early answers count at once without making
--   those who have had less time look worse.
-- asks: as_of; half_life_days (default 730): a contact of that age counts half
-- reads: trials, treatments
-- writes: temp evidence, one row per contact; answered and expected are exact decimals, so that sums do not depend
--   on the order of rows or the number of threads
-- source: forward decay: Cormode, Shkapenyuk, Srivastava, Xu, ICDE 2009
create or replace temp table evidence as
with asked as (
    select
        getvariable('as_of')::date as as_of,
        coalesce(getvariable('half_life_days'), 730)::double as half_life_days
),

treatment_count as (
    select treatment_key, campaign_key, open_day, count(*) as contacts, count(*) filter (where is_answered) as answers,
    from trials
    group by all
),

cell_count as (
    select
        c.treatment_key, c.campaign_key, c.open_day,
        sum(c.contacts) over cell as contacts,
        sum(c.answers) over cell as answers,
        (sum(c.answers) over campaign + 0.5) / (sum(c.contacts) over campaign + 1) as campaign_rate,
    from treatment_count as c
    inner join treatments as t using (treatment_key)
    window
        cell as (partition by c.campaign_key, c.open_day, t.channel, t.product, t.timing, t.gift),
        campaign as (partition by c.campaign_key, c.open_day)
),

cell as (
    select treatment_key, open_day, (answers + 20 * campaign_rate) / (contacts + 20) as rate,
    from cell_count
),

weighted as (
    select
        t.*,
        c.rate,
        power(2, (t.contacted_on - asked.as_of) / asked.half_life_days) as weight,
    from trials as t
    inner join cell as c on t.treatment_key = c.treatment_key and t.open_day is not distinct from c.open_day
    cross join asked
)

select
    member_key, treatment_key, campaign_key, contacted_on, closes_on, open_day is null as is_closed,
    is_answered, responded_on, rate,
    weight::decimal(18, 12) as weight,
    (case when is_answered then weight else 0 end)::decimal(18, 12) as answered,
    (weight * rate)::decimal(18, 12) as expected,
from weighted;
