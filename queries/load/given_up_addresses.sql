-- load/given_up_addresses: who gives up a phone or an e-mail address that opt-outs name: what was said from there holds
--   for them still.
-- asks: load_id
-- reads: updated_members (as store.members), store.address_holders, store.given_up_addresses
-- writes: store.given_up_addresses, one row per member and address
insert into store.given_up_addresses
select h.member_key, h.kind, h.address, getvariable('load_id')::integer as load_id,
from store.address_holders as h
inner join updated_members as u on h.member_key = u.member_key
anti join store.given_up_addresses as f
    on h.member_key = f.member_key and h.kind = f.kind and h.address = f.address
where
    (h.kind = 'phone' and not coalesce(is_same_phone(u.phone, h.address), false))
    or (h.kind = 'email' and lower(u.email) is distinct from h.address)
order by all;
