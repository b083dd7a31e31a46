-- score/steps: what was known of each member before each campaign, beside what the campaign then brought; the constants
--   are learned from it. Each contact is weighted by its age at the campaign's first day.
-- asks: half_life_days
-- reads: step_contacts, step_pairs
-- writes: temp steps, one row per closed contact of a sampled member: rate, what its cell brought; r and e, observed
--   and expected of the member before; r_channel, e_channel and so on, the same of the element of this contact
create or replace temp table steps as
with pair as (
    select *, power(2, -age_days / getvariable('half_life_days')) as weight,
    from step_pairs
),

before as (
    select
        contact_number,
        sum((weight * answered)::decimal(18, 12)) as r,
        sum((weight * rate)::decimal(18, 12)) as e,
        sum((weight * answered)::decimal(18, 12)) filter (where is_channel) as r_channel,
        sum((weight * rate)::decimal(18, 12)) filter (where is_channel) as e_channel,
        sum((weight * answered)::decimal(18, 12)) filter (where is_product) as r_product,
        sum((weight * rate)::decimal(18, 12)) filter (where is_product) as e_product,
        sum((weight * answered)::decimal(18, 12)) filter (where is_timing) as r_timing,
        sum((weight * rate)::decimal(18, 12)) filter (where is_timing) as e_timing,
        sum((weight * answered)::decimal(18, 12)) filter (where is_gift) as r_gift,
        sum((weight * rate)::decimal(18, 12)) filter (where is_gift) as e_gift,
    from pair
    group by contact_number
)

select
    c.contact_number,
    c.member_key,
    c.campaign_key,
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
from step_contacts as c
left join before as b using (contact_number)
where c.is_closed
order by c.contact_number;
