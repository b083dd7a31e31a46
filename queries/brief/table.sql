-- brief/table: the campaigns of a month, as measured, with what is known of each.
-- asks: month; latest (the last day on which anything happened, NULL: none)
-- reads: brief_lifts, brief_campaigns
-- gives: one row per campaign, in order of time; open_until is NULL once the response window is over
select
    l.campaign_id,
    c.name,
    c.starts_on,
    case when l.closes_on > getvariable('latest')::date then l.closes_on end as open_until,
    l.contacts, l.delivered, l.responses, l.rate, l.control, l.control_rate, l.difference, l.difference_low,
    l.difference_high, l.incremental_responses, l.incremental_low, l.incremental_high, l.cost, l.cost_per_response,
    l.value, l.incremental_value, l.return,
from brief_lifts as l
inner join brief_campaigns as c on l.campaign_id = c.campaign_id
where l.month = getvariable('month')::date
order by c.starts_on, l.campaign_id;
