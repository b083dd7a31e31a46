-- load/moved_contacts: contacts of an address, as those of the members who have it now.
-- reads: arrivals, store.contacts
-- writes: temp moved_contacts, one row per contact and member
create or replace temp table moved_contacts as
select
    k.* replace (
        a.member_key as member_key,
        case when a.is_first then k.cost else 0 end as cost,
        case when a.is_first then k.value end as value
    ),
from store.contacts as k
inner join arrivals as a on k.member_key = a.from_key;
