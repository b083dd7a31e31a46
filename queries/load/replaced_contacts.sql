-- load/replaced_contacts: keeps the contacts of a campaign that a file is to replace, so that the load can be undone.
-- asks: campaign (its id), load_id
-- reads: store.contacts, store.treatments, store.campaigns
-- writes: store.former_contacts, one row per contact that goes
insert into store.former_contacts
select getvariable('load_id')::integer as _by_load_id, k.*
from store.contacts as k
where k.treatment_key in (
    select t.treatment_key
    from store.treatments as t
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
    where c.campaign_id = getvariable('campaign')
);
