-- verify/list_limits: limits of a list that it goes beyond; a minimum is no limit, and is told when the list is made.
-- reads: store.lists, store.list_limits
-- gives: one row per list and limit
select
    l.list_id || ' ' || x.name as what,
    x.used || ' used of ' || x.available as problem,
from store.list_limits as x
inner join store.lists as l on x.list_key = l.list_key
where x.kind <> 'minimum' and x.used > x.available + 0.0000005;
