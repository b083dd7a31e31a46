-- why/on_lists: which of some lists contact a member.
-- asks: lists (ids), member_key
-- reads: store.list_members, store.lists
-- gives: one row per list: list_id
select l.list_id,
from store.list_members as m
inner join store.lists as l on m.list_key = l.list_key
where
    m.member_key = getvariable('member_key')
    and not m.is_control
    and list_contains(getvariable('lists'), l.list_id)
order by l.list_id;
