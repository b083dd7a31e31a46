-- value/list_costs: what lists say that contacts and answers cost. A plan that says nothing of a cost is kept as 0, so
--   that 0 tells none.
-- reads: store.list_treatments, store.lists, store.campaigns
-- writes: temp list_costs, one row per list, offer and cell; unit_cost is NULL where the plan says none; is_sent: the
--   list was handed over, and stands
create or replace temp table list_costs as
select
    c.campaign_key, t.treatment_code, t.channel, t.product, t.timing, t.gift, t.response_cost,
    nullif(t.unit_cost, 0) as unit_cost,
    l.status in ('exported', 'sent') as is_sent,
from store.list_treatments as t
inner join store.lists as l on t.list_key = l.list_key
inner join store.campaigns as c on l.campaign_id = c.campaign_id;
