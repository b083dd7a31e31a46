-- target/on_lists: the members whom other lists contact.
-- asks: lists (ids of lists)
-- reads: store.list_members, store.lists
-- writes: temp wanted, one row per member
create or replace temp table wanted as
select distinct m.member_key,
from store.list_members as m
inner join store.lists as l using (list_key)
where list_contains(getvariable('lists'), l.list_id) and not m.is_control;
