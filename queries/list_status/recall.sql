-- list_status/recall: takes a list back. It stays, with its members, counts and codes, so that a late answer still
--   finds its campaign; but its contacts are planned no longer. A campaign that only an export made known, and that no
--   contact, answer, report or other exported list needs, is described no longer; its id stays known.
-- asks: list_id
-- reads: store.lists, store.made_campaigns, store.contacts, store.treatments, store.told, store.reports,
--   store.campaigns
-- writes: store.lists, store.campaigns, store.made_campaigns, store.changed_campaigns; on the way: temp unneeded
update store.lists
set status = 'recalled'
where list_id = getvariable('list_id');

create or replace temp table unneeded as
with candidate as (
    select c.campaign_key, c.campaign_id,
    from store.lists as l
    inner join store.campaigns as c on l.campaign_id = c.campaign_id
    semi join store.made_campaigns as m on c.campaign_key = m.campaign_key
    where l.list_id = getvariable('list_id')
),

treatment as (
    select treatment_key, campaign_key,
    from store.treatments
    semi join candidate using (campaign_key)
)

select c.campaign_key,
from candidate as c
where
    not exists (select 1 from store.lists as l where l.campaign_id = c.campaign_id and l.status = 'exported')
    and c.campaign_key not in (
        select t.campaign_key
        from store.contacts as k
        inner join treatment as t on k.treatment_key = t.treatment_key
    )
    and not exists (select 1 from store.told as r where r.campaign_key = c.campaign_key)
    and not exists (select 1 from store.reports as r where r.campaign_key = c.campaign_key);

update store.campaigns
set
    is_loaded = false,
    name = null,
    product = null,
    timing = null,
    gift = null,
    channel = null,
    starts_on = null,
    ends_on = null,
    unit_cost = null
where campaign_key in (select u.campaign_key from unneeded as u);

delete from store.made_campaigns
where campaign_key in (select u.campaign_key from unneeded as u);

insert into store.changed_campaigns
select campaign_key,
from unneeded;
