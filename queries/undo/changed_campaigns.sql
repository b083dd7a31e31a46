-- undo/changed_campaigns: the campaigns whose contacts, answers, reports or description the load wrote or changed: the
--   next scoring takes them in anew.
-- asks: load_id
-- reads: store.contacts, store.former_contacts, store.treatments, store.responses, store.returns, store.codes,
--   store.own_codes, store.reports, store.campaigns, store.former_campaigns
-- writes: store.changed_campaigns
insert into store.changed_campaigns
with contact as (
    select member_key, treatment_key, treatment_code,
    from store.contacts
    where load_id = getvariable('load_id')
    union all
    select member_key, treatment_key, treatment_code,
    from store.former_contacts
    where _by_load_id = getvariable('load_id')
),

answer as (
    select member_key, campaign_key, treatment_code, code,
    from store.responses
    where load_id = getvariable('load_id')
),

report as (
    select distinct member_key, treatment_code,
    from store.returns
    where load_id = getvariable('load_id')
),

-- what tells its campaign by a code alone may be moved by the contacts that carry the code
loose as (
    select member_key, treatment_code
    from store.responses
    where campaign_key is null
    union
    select member_key, treatment_code
    from store.returns
    where campaign_key is null
),

moved as (
    select count(*) > 0 as is_moved,
    from contact as k
    semi join loose as l on k.member_key = l.member_key and k.treatment_code = l.treatment_code
)

select t.campaign_key
from contact as k
inner join store.treatments as t on k.treatment_key = t.treatment_key
union
select coalesce(a.campaign_key, x.campaign_key, o.campaign_key) as campaign_key
from answer as a
left join store.codes as x
    on a.campaign_key is null and a.member_key = x.member_key and a.treatment_code = x.treatment_code
left join store.own_codes as o
    on a.campaign_key is null and code_form(coalesce(a.code, a.treatment_code)) = o.form
where coalesce(a.campaign_key, x.campaign_key, o.campaign_key) is not null
union
select r.campaign_key
from store.reports as r
semi join report as n on r.member_key = n.member_key and r.treatment_code is not distinct from n.treatment_code
where r.campaign_key is not null
union
select campaign_key
from store.campaigns
where load_id = getvariable('load_id')
union
select campaign_key
from store.former_campaigns
where _by_load_id = getvariable('load_id')
union
select c.campaign_key
from store.campaigns as c
cross join moved
where moved.is_moved;
