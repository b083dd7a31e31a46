-- load/erased_here: the ids of a file that are not to come back: those of erased people, and those of the running
--   numbers that took their places.
-- asks: salt
-- reads: named_ids (member_id of the file, one row per id, and member_key where the file is one of contacts),
--   address_ids, store.persons, store.erased, store.suppressed
-- writes: temp erased_here, one row per id
create or replace temp table erased_here as
with unknown as (
    select n.member_id, n.member_key, mark_of(getvariable('salt'), 'id', n.member_id) as mark,
    from named_ids as n
    anti join store.persons as p on n.member_id = p.member_id
)

select u.member_id, u.member_key,
from unknown as u
semi join store.suppressed as s on u.mark = s.mark
union all
select n.member_id, n.member_key,
from named_ids as n
inner join store.persons as p on n.member_id = p.member_id
semi join store.erased as e on p.member_key = e.member_key
union
select n.member_id, n.member_key,
from named_ids as n
inner join address_ids as a on n.member_id in (a.text, a.address)
semi join store.suppressed as s on a.kind = s.kind and mark_of(getvariable('salt'), a.kind, a.address) = s.mark
where a.is_held;
