-- list_status/unneeded: the campaign of a list that is to be recalled, where only an export made it known, and no
--   contact, answer, report or other exported list needs it.
-- asks: list_id
-- reads: store.lists, store.campaigns, store.made_campaigns, store.treatments, store.contacts, store.told,
--   store.reports
-- writes: temp unneeded, one row, or none where it is needed
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
    not exists (
        select 1
        from store.lists as l
        where l.campaign_id = c.campaign_id and l.status = 'exported' and l.list_id <> getvariable('list_id')
    )
    and c.campaign_key not in (
        select t.campaign_key
        from store.contacts as k
        inner join treatment as t on k.treatment_key = t.treatment_key
    )
    and not exists (select 1 from store.told as r where r.campaign_key = c.campaign_key)
    and not exists (select 1 from store.reports as r where r.campaign_key = c.campaign_key);
