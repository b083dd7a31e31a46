-- target/addresses: the members who share a phone or an e-mail address with others; each begins as a group of one.
--   place orders them by how long they are known, so that who joins later changes nobody's draw. What stands for no
--   address (store.stand_ins), or is no phone, ties nobody.
-- reads: store.addresses, store.members, store.persons
-- writes: temp addresses, one row per member and shared address; temp sharing, one row per member: place, label
create or replace temp table addresses as
with told as (
    select member_key, 'p' || phone as address
    from store.addresses
    where phone is not null
    union all
    select member_key, 'e' || email as address
    from store.addresses
    where email is not null
),

shared as (
    select address,
    from told
    group by address
    having count(*) > 1
)

select t.member_key, t.address,
from told as t
semi join shared as s on t.address = s.address;

create or replace temp table sharing as
with sharer as (
    select distinct member_key
    from addresses
)

select
    s.member_key,
    row_number() over (order by m.joined_on nulls last, p.member_id) as place,
    place as label,
from sharer as s
inner join store.members as m on s.member_key = m.member_key
inner join store.persons as p on s.member_key = p.member_key;
