-- export/counts: what must add up before anything is written.
-- asks: list_id
-- reads: store.lists, store.list_members, left_out, handed
-- gives: one row: listed = members + left_out, where every listed member is still there; seeds are apart
with gone as (
    select count(*) as left_out,
    from store.list_members as x
    inner join store.lists as l on x.list_key = l.list_key
    semi join left_out as o on x.member_key = o.member_key
    where l.list_id = getvariable('list_id') and not x.is_control
),

there as (
    select count(*) filter (where member_key >= 0) as members, count(*) filter (where member_key < 0) as seeds,
    from handed
)

select l.count_treated as listed, l.count_control as held_out, t.members, g.left_out, t.seeds,
from store.lists as l
cross join gone as g
cross join there as t
where l.list_id = getvariable('list_id');
