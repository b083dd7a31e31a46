-- merge/merging: the two people of each pair of ids.
-- reads: asked_pairs (old_id, new_id; each chain ends with the id that stays), store.persons, store.aliases
-- writes: temp merging, one row per id that is to become another: old_key, new_key
create or replace temp table merging as
with pair as (
    select o.member_key as old_key, coalesce(a.same_as, n.member_key) as new_key,
    from asked_pairs as x
    inner join store.persons as o on x.old_id = o.member_id
    inner join store.persons as n on x.new_id = n.member_id
    left join store.aliases as a on n.member_key = a.member_key
)

select old_key, new_key,
from pair
where old_key <> new_key
order by old_key;
