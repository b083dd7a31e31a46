-- score/changed: the campaigns whose evidence is not, or may not be, what it was at the last scoring: what was loaded
--   since, windows that were open then, and contacts and reports that lay after that day.
-- asks: is_full (take all), as_of, response_days
-- reads: store.changed_campaigns, store.cells, store.contacts, store.treatments, store.campaigns, store.returns,
--   store.scorings, store.reports, store.responses
-- writes: temp changed, one row per campaign
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

-- where a file tells its campaign by code alone, and two campaigns gave a member one code, what changed in the one may
-- have moved an answer or a report from or to the other
insert into changed
with loose as (
    select member_key, treatment_code
    from store.responses
    where campaign_key is null
    union
    select member_key, treatment_code
    from store.returns
    where campaign_key is null
),

-- codes that are alike may be taken for one another
shaped as (
    select distinct member_key, code_form(treatment_code) as form,
    from loose
    where treatment_code is not null
),

coded as (
    select k.member_key, s.form, t.campaign_key,
    from store.contacts as k
    inner join shaped as s on k.member_key = s.member_key and code_form(k.treatment_code) = s.form
    inner join store.treatments as t using (treatment_key)
),

moved as (
    select distinct member_key, form,
    from coded as k
    semi join changed as x on k.campaign_key = x.campaign_key
)

select distinct k.campaign_key,
from coded as k
semi join moved as m on k.member_key = m.member_key and k.form = m.form
anti join changed as x on k.campaign_key = x.campaign_key;
