-- audit/seals: what a step leaves of what is not to change but by such steps: a digest each.
-- asks: names (of store.sealed), are_lists_anew (of every list, else of those that have no seal)
-- reads: runs, store.sealed, store.sealed_members, store.seals, store.lists
-- writes: store.seals, one row per thing that the step, the next of the trail, seals
insert into store.seals
with wanted as (
    select l.list_key
    from store.lists as l
    anti join store.seals as s on s.name = 'list ' || l.list_id
    where list_contains(getvariable('names')::varchar[], 'lists')
    union
    select l.list_key
    from store.lists as l
    where getvariable('are_lists_anew')
),

found as (
    select name, digest,
    from store.sealed
    where list_contains(getvariable('names')::varchar[], name)
    union all
    select s.name, s.digest,
    from store.sealed_members as s
    semi join wanted as w on s.list_key = w.list_key
)

select (select coalesce(max(r.run_id), 0) + 1 from runs as r)::integer as run_id, name, digest,
from found;
