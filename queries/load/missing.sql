-- load/missing: members whom a members file does not name, who were not gone before. Who is named by a refused row is
--   not missing.
-- reads: store.members, store.departed, store.persons, store.aliases, arriving_members, typed_kept
-- writes: temp missing, one row per member
create or replace temp table missing as
with refused as (
    select coalesce(a.same_as, p.member_key) as member_key,
    from typed_kept as t
    inner join store.persons as p on t.member_id = p.member_id
    left join store.aliases as a on p.member_key = a.member_key
    where t.is_bad
)

select m.member_key,
from store.members as m
anti join arriving_members as a on m.member_key = a.member_key
anti join store.departed as d on m.member_key = d.member_key
anti join refused as r on m.member_key = r.member_key;
