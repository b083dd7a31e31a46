-- target/rule_responded: takes out the members who ever responded to one of the campaigns.
-- asks: step, campaigns (a list of ids)
-- reads: store.members, store.answered, store.contacts, store.treatments, store.campaigns
-- writes: failed
insert into failed
with responder as (
    select a.member_key
    from store.answered as a
    inner join store.campaigns as c using (campaign_key)
    where list_contains(getvariable('campaigns'), c.campaign_id)
    union
    select k.member_key
    from store.contacts as k
    inner join store.treatments as t using (treatment_key)
    inner join store.campaigns as c using (campaign_key)
    where list_contains(getvariable('campaigns'), c.campaign_id) and k.responded
)

select m.member_key, getvariable('step') as step,
from store.members as m
semi join responder using (member_key);
