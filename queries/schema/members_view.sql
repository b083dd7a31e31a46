-- schema/members_view: the members as people query them, each attribute in the narrowest type that every value ever
--   loaded fits; load puts the attributes where the comment says and runs this again whenever they change.
-- reads: store.members, store.persons
-- writes: view members, one row per loaded member; store.typed_members, the same with its key

-- the members with their key; one row per loaded member
create or replace view store.typed_members as
select
    m.member_key,
    p.member_id, m.phone, m.email, m.household_id, m.timezone, m.joined_on,
    /* attributes */
from store.members as m
left join store.persons as p on m.member_key = p.member_key and is_named(['member_id']);

create or replace view members as
select * exclude (member_key)
from store.typed_members;

comment on view members is 'One row per loaded member: who they are, with every attribute that the files gave.';
comment on column members.member_id is 'Their id, as the files name it; leading zeros count.';
comment on column members.phone is 'Phone number; as E.164 where the region is known.';
comment on column members.email is 'E-mail address.';
comment on column members.household_id is 'Whom they live with: a household counts together in contact policies.';
comment on column members.timezone is 'Their clock, as Asia/Shanghai.';
comment on column members.joined_on is 'The day they joined.';
