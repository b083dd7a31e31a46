-- score/reachable: the channels on which each member can be reached: not opted out, and with the address it needs (a
--   phone or an e-mail, where the members files have such a column at all).
-- reads: store.members, opted_out, store.elements
-- writes: temp reachable, one row per member and channel that is open
create or replace temp table reachable as
with has as (
    select count(phone) > 0 as phones, count(email) > 0 as emails,
    from store.members
),

channel as (
    select element as channel, channel_family(element) as family, channel_needs(element) as needs,
    from store.elements
    where dimension = 'channel' and contacts > 0
)

select m.member_key, c.channel,
from store.members as m
cross join channel as c
cross join has
where
    not coalesce(c.needs = 'phone' and has.phones and m.phone is null, false)
    and not coalesce(c.needs = 'email' and has.emails and m.email is null, false)
    and not exists (
        select 1
        from opted_out as o
        where o.member_key = m.member_key and o.family in (c.family, 'all')
    );
