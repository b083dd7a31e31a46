-- target/rule_unreachable: takes out the members without what the channel needs: a phone or an e-mail address, where
--   the members files have such a column at all.
-- asks: step, channel
-- reads: store.members
-- writes: failed
insert into failed
with has as (
    select count(phone) > 0 as phones, count(email) > 0 as emails,
    from store.members
)

select m.member_key, getvariable('step') as step,
from store.members as m
cross join has
where
    (channel_needs(getvariable('channel')) = 'phone' and has.phones and m.phone is null)
    or (channel_needs(getvariable('channel')) = 'email' and has.emails and m.email is null);
