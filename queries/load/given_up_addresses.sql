-- load/given_up_addresses: who gives up a phone or an e-mail address: what is said from there, before or after, holds
--   for them still.
-- asks: load_id, none where no load does it
-- reads: rows_had (member_key, phone, email: each row that was of a member), rows_to_be (their rows, as store.members,
--   from now on), store.given_up_addresses
-- writes: store.given_up_addresses, one row per member and address
insert into store.given_up_addresses
with had as (
    select member_key, 'phone' as kind, phone as address,
    from rows_had
    where phone is not null
    union
    select member_key, 'email' as kind, lower(email) as address,
    from rows_had
    where email is not null
)

select h.member_key, h.kind, h.address, getvariable('load_id')::integer as load_id,
from had as h
inner join rows_to_be as r on h.member_key = r.member_key
anti join store.given_up_addresses as f
    on h.member_key = f.member_key and h.kind = f.kind and h.address = f.address
where
    (h.kind = 'phone' and not coalesce(is_same_phone(r.phone, h.address), false))
    or (h.kind = 'email' and lower(r.email) is distinct from h.address)
order by all;
