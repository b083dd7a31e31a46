-- target/rule_contacted: takes out the members contacted within a number of days before a day, that day included.
-- asks: step, day, days
-- reads: store.members, store.contacts, store.treatments, store.campaigns
-- writes: failed
insert into failed
with contacted as (
    select distinct k.member_key,
    from store.contacts as k
    inner join store.treatments as t using (treatment_key)
    inner join store.campaigns as c using (campaign_key)
    where
        not k.is_control
        and coalesce(k.contacted_at::date, c.starts_on)
        between getvariable('day')::date - getvariable('days')::integer and getvariable('day')::date
)

select m.member_key, getvariable('step') as step,
from store.members as m
semi join contacted using (member_key);
