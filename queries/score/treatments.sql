-- score/treatments: each treatment with the elements that hold for it (its own, else its campaign's) and its window.
-- asks: response_days (window of campaigns that have none)
-- reads: store.treatments, store.full_treatments, store.campaigns, changed
-- writes: temp treatments, one row per treatment
create or replace temp table treatments as
select
    t.treatment_key,
    t.campaign_key,
    f.channel,
    f.product,
    f.timing,
    f.gift,
    f.own_elements,
    c.starts_on,
    coalesce(c.response_days, getvariable('response_days')) as response_days,
    x.campaign_key is not null as is_changed,
    -- an order that does not hang on which file came first
    row_number() over (
        order by c.campaign_id, t.channel, t.product, t.timing, t.gift, t.own_elements, t.cell
    ) as name_order,
from store.treatments as t
inner join store.full_treatments as f on t.treatment_key = f.treatment_key
inner join store.campaigns as c on t.campaign_key = c.campaign_key
left join changed as x on t.campaign_key = x.campaign_key;
