-- score/changed: the campaigns whose evidence is not, or may not be, what it was at the last scoring: what was loaded
--   since, windows that were open then, and contacts and reports that lay after that day.
-- asks: is_full (take all), as_of, response_days
-- reads: store.changed_campaigns, store.cells, store.contacts, store.treatments, store.campaigns, store.returns,
--   store.scorings
-- writes: temp changed, one row per campaign; store.changed_campaigns, emptied
create or replace temp table changed as
with before as (
    select as_of, response_days
    from store.scorings
)

select campaign_key
from store.changed_campaigns
union
select campaign_key
from store.campaigns
where getvariable('is_full')
union
select campaign_key
from store.cells
where not is_closed
union
select t.campaign_key
from store.contacts as k
inner join store.treatments as t using (treatment_key)
where k.contacted_at::date > (select before.as_of from before)
union
select c.campaign_key
from store.campaigns as c
where c.starts_on > (select before.as_of from before)
union
select r.campaign_key
from store.reports as r
where r.reported_at::date > (select before.as_of from before) and r.campaign_key is not null
union
select c.campaign_key
from store.campaigns as c
where c.response_days is null and getvariable('response_days') <> (select before.response_days from before);

delete from store.changed_campaigns;
