-- check/missing_address: members without the phone or e-mail address that their channel needs, where the members files
--   have such a column at all.
-- reads: listed, store.has_addresses
-- gives: one row per such member
select l.member_key, l.member_id,
from listed as l
cross join store.has_addresses as has
where
    l.is_loaded
    and l.address is null
    and ((l.needs = 'phone' and has.phones) or (l.needs = 'email' and has.emails))
order by l.rank;
