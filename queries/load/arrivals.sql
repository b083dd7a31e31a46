-- load/arrivals: members who have come, whose phone or e-mail address was known before.
-- reads: store.address_people, store.members, store.persons
-- writes: temp arrivals, one row per key that stood for the address and member who has it; is_first: the first of
--   them by id, who has the amounts, so that none is counted twice
create or replace temp table arrivals as
with holder as (
    select a.member_key as from_key, m.member_key,
    from store.members as m
    inner join store.address_people as a
        on a.kind = 'phone' and phone_tail(m.phone) = phone_tail(a.address) and is_same_phone(m.phone, a.address)
    union
    select a.member_key as from_key, m.member_key,
    from store.members as m
    inner join store.address_people as a on a.kind = 'email' and lower(m.email) = a.address
)

select
    h.from_key, h.member_key,
    row_number() over (partition by h.from_key order by p.member_id) = 1 as is_first,
from holder as h
inner join store.persons as p on h.member_key = p.member_key
where h.from_key <> h.member_key;
