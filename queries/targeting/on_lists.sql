-- targeting/on_lists: the members on other lists, those held out too: both arms of a list are contacted alike later.
-- asks: lists (ids of lists)
-- reads: store.list_members, store.lists
-- writes: temp on_lists, one row per member
create temp table on_lists as
select distinct m.member_key,
from store.list_members as m
inner join store.lists as l using (list_key)
where list_contains(getvariable('lists'), l.list_id);
