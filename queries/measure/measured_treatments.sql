-- measure/measured_treatments: the treatments of the contacts of the campaigns that are measured.
-- reads: store.full_treatments, measured, measured_lists, store.list_treatments
-- writes: temp measured_treatments, one row per treatment; place counts by campaign, cell and offer; response_cost:
--   what each answer costs by the lists of the campaign, 0 where none says
create or replace temp table measured_treatments as
with gift as (
    select l.campaign_number, t.channel, t.gift, max(t.response_cost) as response_cost,
    from store.list_treatments as t
    inner join measured_lists as l on t.list_key = l.list_key
    group by l.campaign_number, t.channel, t.gift
)

select
    m.campaign_number, t.treatment_key, t.cell,
    t.channel,
    t.product,
    t.timing,
    t.gift,
    t.own_elements,
    row_number() over (
        order by m.campaign_number, t.cell, t.channel, t.product, t.timing, t.gift, t.own_elements, t.treatment_key
    )::integer as place,
    coalesce(g.response_cost, 0) as response_cost,
from store.full_treatments as t
inner join measured as m on t.campaign_key = m.campaign_key
left join gift as g
    on m.campaign_number = g.campaign_number and t.channel = g.channel and t.gift is not distinct from g.gift;
