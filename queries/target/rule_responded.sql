-- target/rule_responded: takes out the members who ever responded to one of the campaigns.
-- asks: step, campaigns (a list of ids)
-- reads: store.members, responses, contacts
-- writes: failed
insert into failed
with responder as (
    select p.member_key
    from responses as r
    inner join store.persons as p using (member_id)
    where list_contains(getvariable('campaigns'), r.campaign_id)
    union
    -- answers that stand in the contacts, and those that came with a treatment code alone
    select k.member_key
    from store.contacts as k
    inner join store.treatments as t using (treatment_key)
    inner join store.campaigns as c using (campaign_key)
    left join store.responses as r on k.member_key = r.member_key and k.treatment_code = r.treatment_code
    where list_contains(getvariable('campaigns'), c.campaign_id) and (k.responded or r.member_key is not null)
)

select m.member_key, getvariable('step') as step,
from store.members as m
semi join responder using (member_key);
