-- targeting/sharing: those who share an address, in the order of how long they are known, so that who joins later
--   changes nobody's draw.
-- reads: addresses, store.members, store.persons
-- writes: temp sharing, one row per member: place
create temp table sharing as
with sharer as (
    select distinct member_key
    from addresses
)

select s.member_key, row_number() over (order by m.joined_on nulls last, p.member_id) as place,
from sharer as s
inner join store.members as m on s.member_key = m.member_key
inner join store.persons as p on s.member_key = p.member_key;
