-- adhoc/list_overlap: how many members any two send lists share
-- gives: one row per pair of lists with a member on both, the most shared first; controls count as members
-- asks: list (text, none): pairs with this list alone; left out: all that are not recalled
-- reads: list_members, lists
with asked as (
    select getvariable('list')::varchar as list_id,
),

live as (
    select m.list_id, m.member_id, m.is_control,
    from list_members as m
    inner join lists as l on m.list_id = l.list_id
    where l.status <> 'recalled'
)

select
    x.list_id as list, y.list_id as other,
    count(*) as members,
    count(*) filter (where not x.is_control and not y.is_control) as contacted_by_both,
    count(*) filter (where x.is_control <> y.is_control) as control_of_one,
from live as x
inner join live as y on x.member_id = y.member_id and x.list_id < y.list_id
cross join asked as a
where coalesce(a.list_id in (x.list_id, y.list_id), true)
group by x.list_id, y.list_id
order by members desc, list, other;
