-- targeting/addresses: the members who share a phone or an e-mail address with others. What stands for no address
--   (store.stand_ins), or is no phone, ties nobody.
-- reads: store.addresses
-- writes: temp addresses, one row per member and shared address
create temp table addresses as
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
