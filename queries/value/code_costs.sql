-- value/code_costs: what a contact costs that carries a code of a list of its campaign. A file about the campaign goes
--   first, then that list, then what holds for the treatment, or for the list's channel.
-- reads: treatment_costs, list_costs, channel_costs
-- writes: temp code_costs, one row per treatment and code: cost is NULL where nothing tells; response_cost of each
--   answer
create or replace temp table code_costs as
select
    t.treatment_key, t.campaign_key, l.treatment_code,
    coalesce(t.told_cost, l.unit_cost, t.cost, c.cost) as cost,
    l.response_cost,
from treatment_costs as t
inner join list_costs as l on t.campaign_key = l.campaign_key
left join channel_costs as c on l.channel = c.channel;
