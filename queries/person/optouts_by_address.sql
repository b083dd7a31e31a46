-- person/optouts_by_address: opt-outs and opt-ins of an address that is a person's, or was.
-- asks: member_key
-- reads: store.members, store.given_up_addresses, store.address_people, store.address_optouts
-- gives: one row per opt-out or opt-in
with own as (
    select 'phone' as kind, phone as address,
    from store.members
    where member_key = getvariable('member_key')
    union
    select 'email' as kind, email as address,
    from store.members
    where member_key = getvariable('member_key')
    union
    select kind, address,
    from store.given_up_addresses
    where member_key = getvariable('member_key')
    union
    select kind, address,
    from store.address_people
    where member_key = getvariable('member_key')
)

select o.kind, o.address, o.channel, o.opted_out_on, o.action, o.opted_out_at, o.load_id,
from store.address_optouts as o
semi join own as a on o.kind = a.kind and o.address = a.address
order by all;
