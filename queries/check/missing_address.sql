-- check/missing_address: members without the phone or e-mail address that their channel needs, where the members files
--   have such a column at all.
-- reads: listed, store.members
-- gives: one row per such member
with has as (
    select
        exists(select 1 from store.members where phone is not null) as phones,
        exists(select 1 from store.members where email is not null) as emails,
)

select l.member_key, l.member_id,
from listed as l
cross join has
where
    l.is_loaded
    and l.address is null
    and ((l.needs = 'phone' and has.phones) or (l.needs = 'email' and has.emails))
order by l.rank;
