-- load/erased_contacts: how many contacts of erased people a campaign has, which no file can bring again.
-- asks: campaign (its id)
-- reads: store.contacts, store.treatments, store.campaigns, store.erased
-- gives: one row: contacts
select count(*) as contacts,
from store.contacts as k
inner join store.treatments as t on k.treatment_key = t.treatment_key
inner join store.campaigns as c on t.campaign_key = c.campaign_key
semi join store.erased as e on k.member_key = e.member_key
where c.campaign_id = getvariable('campaign');
