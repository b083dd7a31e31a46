-- load/address_people: remembers who is known by a phone or an e-mail address alone, for the members to come.
-- asks: load_id
-- reads: address_ids, store.persons, store.members, store.address_people
-- writes: store.address_people, one row per person and address
insert into store.address_people
select distinct p.member_key, a.kind, a.address, getvariable('load_id')::integer as load_id,
from address_ids as a
inner join store.persons as p on a.member_id = p.member_id
anti join store.members as m on p.member_key = m.member_key
anti join store.address_people as x on p.member_key = x.member_key
where a.is_held
order by p.member_key;
