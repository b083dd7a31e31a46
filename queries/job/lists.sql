-- job/lists: the lists of a campaign, of a series those of one wave, the newest first.
-- asks: campaign, wave
-- reads: store.lists
-- gives: one row per list: list_id, status, plan_text
select list_id, status, plan_text,
from store.lists
where campaign_id = getvariable('campaign') and coalesce(wave, 1) = getvariable('wave')
order by newest desc;
