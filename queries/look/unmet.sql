-- look/unmet: the ids of a file by which no member is known.
-- reads: looked_texts, store.persons, store.members, store.aliases
-- gives: one row: count_unmet, and the first of them; count_ids, of all
with known as (
    select p.member_id
    from store.persons as p
    left join store.aliases as a on p.member_key = a.member_key
    semi join store.members as m on coalesce(a.same_as, p.member_key) = m.member_key
),

id as (
    select t.text, k.member_id is null as is_unmet,
    from looked_texts as t
    left join known as k on t.text = k.member_id
    where t.ours = 'member_id' and not is_address(t.text)
)

select
    count(*) filter (where is_unmet) as count_unmet,
    min(text) filter (where is_unmet) as first,
    count(*) as count_ids,
from id;
