-- load/unknown_ids: ids of opt-outs that no member has.
-- reads: said, store.members, store.persons, typed
-- writes: temp unknown_ids, one row per id
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
