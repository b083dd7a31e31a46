-- merge/unknown: ids of which no merge can be: those that name nobody, and those of erased people.
-- asks: salt (NULL where nobody was ever erased)
-- reads: asked_pairs, store.persons, store.erased, store.suppressed
-- gives: one row per such id: member_id, was_erased
with named as (
    select old_id as member_id from asked_pairs
    union
    select new_id as member_id from asked_pairs
),

gone as (
    select mark
    from store.suppressed
    where kind = 'id'
)

select n.member_id, coalesce(e.member_key is not null or s.mark is not null, false) as was_erased,
from named as n
left join store.persons as p on n.member_id = p.member_id
left join store.erased as e on p.member_key = e.member_key
left join gone as s on mark_of(getvariable('salt'), 'id', n.member_id) = s.mark
where p.member_key is null or e.member_key is not null
order by n.member_id;
