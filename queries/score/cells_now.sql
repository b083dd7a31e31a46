-- score/cells_now: what each contact was to bring, by treatment and contact day, and how much it weighs by its age.
--   rate = (r_cell + 20 rate_campaign) / (n_cell + 20), rate_campaign = (r + 1/2) / (n + 1): a campaign that everyone
--   answers teaches little about who likes what. While a response window is open, the cell is cut down to the contacts
--   of one day and their answers so far: like is compared with like, so early answers count at once without making
--   those who have had less time look worse. weight = 2 ^ ((contact day - reference day) / half-life); expected =
--   weight * rate.
-- asks: as_of, reference_day, half_life_days (730): a contact of that age counts half
-- reads: store.cells (keys, days and counts), treatments
-- writes: temp cells_now, one row per cell, as it is kept
-- source: forward decay: Cormode, Shkapenyuk, Srivastava, Xu, ICDE 2009
create or replace temp table cells_now as
with asked as (
    select
        getvariable('reference_day')::date as reference_day,
        coalesce(getvariable('half_life_days'), 730)::double as half_life_days
),

cell_count as (
    select
        s.* exclude (rate, weight, expected),
        sum(s.contacts) over cell as cell_contacts,
        sum(s.answers) over cell as cell_answers,
        (sum(s.answers) over campaign + 0.5) / (sum(s.contacts) over campaign + 1) as campaign_rate,
    from store.cells as s
    inner join treatments as t using (treatment_key)
    window
        cell as (
            partition by
                s.campaign_key, case when not s.is_closed then s.contacted_on end,
                t.channel, t.product, t.timing, t.gift, t.own_elements
        ),
        campaign as (partition by s.campaign_key, case when not s.is_closed then s.contacted_on end)
),

rated as (
    select
        c.* exclude (cell_contacts, cell_answers, campaign_rate),
        (cell_answers + 20 * campaign_rate) / (cell_contacts + 20) as rate,
        power(2, (contacted_on - asked.reference_day) / asked.half_life_days) as weight,
    from cell_count as c
    cross join asked
)

select * replace (in_steps(weight) as weight), in_steps(weight * rate) as expected,
from rated;
