-- merge/account: what the ids that are to become others have.
-- reads: merging, store.*
-- gives: one row per sort of thing, without those of which there is nothing: what, rows
with found as (
    select 1 as place, 'ids' as what, count(*) as rows,
    from merging
    union all
    select 2, 'members', count(*),
    from store.members as m
    semi join merging as x on m.member_key = x.old_key
    union all
    select 3, 'contacts', count(*),
    from store.contacts as k
    semi join merging as x on k.member_key = x.old_key
    union all
    select 4, 'responses', count(*),
    from store.responses as r
    semi join merging as x on r.member_key = x.old_key
    union all
    select 5, 'returns', count(*),
    from store.returns as r
    semi join merging as x on r.member_key = x.old_key
    union all
    select 6, 'usage', count(*),
    from store.usage as u
    semi join merging as x on u.member_key = x.old_key
    union all
    select 7, 'optouts', count(*),
    from store.optouts as o
    semi join merging as x on o.member_key = x.old_key
    union all
    select 8, 'places on lists', count(*),
    from store.list_members as l
    semi join merging as x on l.member_key = x.old_key
)

select what, rows,
from found
where rows > 0
order by place;
