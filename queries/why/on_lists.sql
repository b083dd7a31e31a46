-- why/on_lists: which of some lists a member is on, contacted or held out.
-- asks: lists (ids), member_key
-- reads: store.list_members, store.lists
-- gives: one row per list: list_id, is_control
select l.list_id, m.is_control,
from store.list_members as m
inner join store.lists as l on m.list_key = l.list_key
where
    m.member_key = getvariable('member_key')
    and list_contains(getvariable('lists'), l.list_id)
order by l.list_id;
