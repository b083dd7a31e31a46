-- export/given_up_addresses: who sends the list may still have a phone or an e-mail address that a member has given up.
-- reads: handed, store.given_up_addresses
-- writes: handed, one more row per member and such address
insert into handed by name
select
    h.* replace (
        case when f.kind = 'phone' then f.address else h.phone end as phone,
        case when f.kind = 'email' then f.address else h.email end as email
    ),
from handed as h
inner join store.given_up_addresses as f on h.member_key = f.member_key;
