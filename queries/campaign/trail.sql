-- campaign/trail: what was done with a campaign's lists, when, and by whom, as the audit trail has it.
-- asks: campaign (its id)
-- reads: runs, store.lists
-- gives: one row per step, in order: done_at (UTC), step, list_id, done_by (NULL: of before it was kept), detail
select
    r.started_at as done_at,
    r.step,
    l.list_id,
    r.done_by,
    case when r.step <> 'target' then r.detail end as detail,
from runs as r
inner join store.lists as l on r.subject = l.list_id or (r.step = 'target' and r.detail = l.list_id)
where l.campaign_id = getvariable('campaign') and not starts_with(r.step, 'load ')
order by r.run_id;
