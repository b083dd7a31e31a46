-- target/rule_opted_out: takes out the members who opted out of the offer's channel or of all; always applied, and
--   whatever the scoring day: an opt-out is never too new to count.
-- asks: step, channel
-- reads: store.members, opted_out
-- writes: failed
insert into failed
with closed as (
    select distinct member_key,
    from opted_out
    where family in (channel_family(getvariable('channel')), 'all')
)

select m.member_key, getvariable('step') as step,
from store.members as m
semi join closed using (member_key);
