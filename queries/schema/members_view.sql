-- schema/members_view: the members as people query them, each attribute in the narrowest type that every value ever
--   loaded fits; load puts the attributes where the comment says and runs this again whenever they change.
-- reads: store.members, store.persons
-- writes: view members, one row per loaded member; store.typed_members, the same with its key
create or replace view store.typed_members as
select
    m.member_key,
    p.member_id, m.phone, m.email, m.household_id, m.timezone, m.joined_on,
    /* attributes */
from store.members as m
inner join store.persons as p using (member_key);

create or replace view members as
select * exclude (member_key)
from store.typed_members;
