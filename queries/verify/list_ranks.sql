-- verify/list_ranks: lists whose ranks are not 1, 2, 3 … without a hole.
-- reads: store.lists, store.list_members
-- gives: one row per list
with told as (
    select
        list_key, count(*) as members, count(distinct rank) as ranks,
        min(rank) as first_rank, max(rank) as last_rank,
    from store.list_members
    group by list_key
)

select
    l.list_id as what,
    t.members || ' members, ' || t.ranks || ' ranks from ' || t.first_rank || ' to ' || t.last_rank as problem,
from told as t
inner join store.lists as l on t.list_key = l.list_key
where t.first_rank <> 1 or t.last_rank <> t.members or t.ranks <> t.members;
