-- job/lists: the lists of a campaign, the newest first.
-- asks: campaign
-- reads: store.lists
-- gives: one row per list: list_id, status, plan_text
select list_id, status, plan_text,
from store.lists
where campaign_id = getvariable('campaign')
order by newest desc;
