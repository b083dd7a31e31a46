-- load/address_ids: who has the phones and e-mail addresses that rows name: every member with such an address, in the
--   order of their ids. Where nobody has it, the address stands for somebody to come.
-- reads: address_texts, phones, store.members, store.persons
-- writes: address_ids, one row per text and person; place counts from 1; is_held: nobody has it yet
delete from address_ids;

insert into address_ids by name
with address as (
    select t.text, t.kind, case when t.kind = 'phone' then coalesce(p.e164, t.address) else t.address end as address,
    from address_texts as t
    left join phones as p on t.kind = 'phone' and t.address = p.phone
),

holder as (
    select a.text, m.member_key,
    from store.members as m
    inner join address as a
        on a.kind = 'phone' and phone_tail(m.phone) = phone_tail(a.address) and is_same_phone(m.phone, a.address)
    union
    select a.text, m.member_key,
    from store.members as m
    inner join address as a on a.kind = 'email' and lower(m.email) = a.address
)

select
    a.text, a.kind, a.address,
    row_number() over (partition by a.text order by p.member_id) as place,
    coalesce(p.member_id, a.address) as member_id,
    p.member_id is null as is_held,
from address as a
left join holder as h on a.text = h.text
left join store.persons as p on h.member_key = p.member_key;
