-- export/opted_out: members of a list who have opted out since it was made.
-- asks: list_id
-- reads: store.list_members, store.lists, opted_out
-- gives: one row per such member
select p.member_id,
from store.list_members as m
inner join store.lists as l using (list_key)
inner join store.persons as p using (member_key)
where
    l.list_id = getvariable('list_id')
    and not m.is_control
    and m.member_key in (
        select o.member_key
        from opted_out as o
        where o.family in (channel_family(l.channel), 'all')
    )
order by p.member_id;
