-- score/steps: what was known of each member before each campaign, beside what the campaign then brought; the constants
--   are learned from it. Each contact that is asked for is laid beside every earlier one of the same member whose
--   window had closed by the day the campaign began, weighted by its age on that day.
-- asks: half_life_days
-- reads: step_contacts, evidence, treatments
-- writes: temp steps, one row per closed contact that is learned from: rate, what its cell brought; r and e, observed
--   and expected of the member before; r_channel, e_channel and so on, the same of the element of this contact
create or replace temp table steps as
with asked as (
    select *
    from step_contacts
    where is_closed
),

earlier as (
    select e.member_key, e.contacted_on, e.closes_on, e.is_answered, e.rate, t.channel, t.product, t.timing, t.gift,
    from evidence as e
    inner join treatments as t using (treatment_key)
    where e.is_closed
),

pair as (
    select
        c.contact_number,
        power(2, (b.contacted_on - c.first_day) / getvariable('half_life_days')) as weight,
        (case when b.is_answered then weight else 0 end)::decimal(18, 12) as answered,
        (weight * b.rate)::decimal(18, 12) as expected,
        c.channel = b.channel as is_channel,
        c.product = b.product as is_product,
        c.timing = b.timing as is_timing,
        c.gift = b.gift as is_gift,
    from asked as c
    inner join earlier as b on c.member_key = b.member_key and c.first_day > b.closes_on
),

before as (
    select
        contact_number,
        sum(answered) as r,
        sum(expected) as e,
        sum(answered) filter (where is_channel) as r_channel,
        sum(expected) filter (where is_channel) as e_channel,
        sum(answered) filter (where is_product) as r_product,
        sum(expected) filter (where is_product) as e_product,
        sum(answered) filter (where is_timing) as r_timing,
        sum(expected) filter (where is_timing) as e_timing,
        sum(answered) filter (where is_gift) as r_gift,
        sum(expected) filter (where is_gift) as e_gift,
    from pair
    group by contact_number
)

select
    c.contact_number,
    c.member_key,
    c.campaign_key,
    c.treatment_key,
    c.answered,
    c.rate,
    coalesce(b.r, 0)::double as r,
    coalesce(b.e, 0)::double as e,
    coalesce(b.r_channel, 0)::double as r_channel,
    coalesce(b.e_channel, 0)::double as e_channel,
    coalesce(b.r_product, 0)::double as r_product,
    coalesce(b.e_product, 0)::double as e_product,
    coalesce(b.r_timing, 0)::double as r_timing,
    coalesce(b.e_timing, 0)::double as e_timing,
    coalesce(b.r_gift, 0)::double as r_gift,
    coalesce(b.e_gift, 0)::double as e_gift,
from asked as c
left join before as b using (contact_number)
order by c.contact_number;
