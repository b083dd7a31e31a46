-- erase/asked_others: the ids asked for that name nobody here.
-- asks: salt (NULL before the first erasure)
-- reads: store.suppressed, asked_ids, asked_members
-- writes: temp asked_others, one row per such id; was_erased tells those that were erased before
create or replace temp table asked_others as
with suppressed as (
    select mark
    from store.suppressed
    where kind = 'id'
)

select a.member_id, s.mark is not null as was_erased,
from asked_ids as a
anti join asked_members as m on a.member_id = m.member_id
left join suppressed as s on mark_of(getvariable('salt'), 'id', a.member_id) = s.mark;
