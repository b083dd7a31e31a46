-- campaign/files: which files told of a campaign, and who loaded them.
-- asks: campaign (its id)
-- reads: loads, store.campaigns, store.treatments, store.contacts, store.responses
-- gives: one row per load whose rows stand, in order: kind, file, count_rows (of this campaign), loaded_at, loaded_by;
--   answers are those that name the campaign
with known as (
    select campaign_key, load_id,
    from store.campaigns
    where campaign_id = getvariable('campaign')
),

told as (
    select load_id, count(*) as count_rows,
    from known
    group by load_id
    union all
    select k.load_id, count(*) as count_rows,
    from store.contacts as k
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    semi join known as c on t.campaign_key = c.campaign_key
    group by k.load_id
    union all
    select r.load_id, count(*) as count_rows,
    from store.responses as r
    semi join known as c on r.campaign_key = c.campaign_key
    group by r.load_id
)

select l.kind, l.file, t.count_rows, l.loaded_at, l.loaded_by,
from told as t
inner join loads as l on t.load_id = l.load_id
order by l.load_id;
