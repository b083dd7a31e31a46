-- campaign/lists: the lists that were made for a campaign, where each stands and what it foresaw.
-- asks: campaign (its id); today
-- reads: lists, store.lists
-- gives: one row per list, in the order in which they were made; plan_text is the plan as it was written
select
    v.list_id, v.status, v.wave, v.as_of, v.starts_on, v.ends_on, v.count_treated, v.count_control, v.cost,
    v.expected_responses, v.expected_low, v.expected_high, v.expected_value, v.chosen_by, v.plan_text,
from lists as v
inner join store.lists as l on v.list_id = l.list_id
where v.campaign_id = getvariable('campaign')
order by l.newest;
