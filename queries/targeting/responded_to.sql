-- targeting/responded_to: the members who ever responded to one of some campaigns.
-- asks: campaigns (a list of ids)
-- reads: store.answered, store.contacts, store.treatments, store.campaigns
-- writes: temp responded_to, one row per member
create temp table responded_to as
select a.member_key
from store.answered as a
inner join store.campaigns as c using (campaign_key)
where list_contains(getvariable('campaigns'), c.campaign_id) and is_asked(a.member_key)
union
select k.member_key
from store.contacts as k
inner join store.treatments as t using (treatment_key)
inner join store.campaigns as c using (campaign_key)
where list_contains(getvariable('campaigns'), c.campaign_id) and k.responded and is_asked(k.member_key);
