-- measure/measured_treatments: the treatments of the contacts of the campaigns that are measured.
-- reads: store.full_treatments, measured
-- writes: temp measured_treatments, one row per treatment; place counts by campaign, cell and offer
create or replace temp table measured_treatments as
select
    m.campaign_number, t.treatment_key, t.cell,
    t.channel,
    t.product,
    t.timing,
    t.gift,
    row_number() over (
        order by m.campaign_number, t.cell, t.channel, t.product, t.timing, t.gift, t.treatment_key
    )::integer as place,
from store.full_treatments as t
inner join measured as m on t.campaign_key = m.campaign_key;
