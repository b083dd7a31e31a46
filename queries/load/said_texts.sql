-- load/said_texts: the phones that opt-outs name, also those that stand in the place of a member id that no member has.
-- reads: typed, said, store.persons, store.members
-- writes: temp unknown_ids, one row per id of no member; temp view said_phones, one row per phone
create or replace temp table unknown_ids as
with member as (
    select p.member_id,
    from store.persons as p
    semi join store.members as m on p.member_key = m.member_key
)

select distinct s.member_id,
from said as s
semi join typed as t on s.line = t.line -- not of those erased
anti join member as m on s.member_id = m.member_id
where s.member_id is not null;

create or replace temp view said_phones as
select phone,
from said
where phone is not null
union
select member_id as phone,
from unknown_ids
where reads_as_phone(member_id);
