-- targeting/list_treatments: the treatments of each list, one for each offer and cell that occurs.
-- reads: list_places, group_places, cells, offer_chances
-- writes: temp list_treatments, one row per plan, offer and cell
create temp table list_treatments as
with met as (
    select distinct
        s.plan, s.offer, s.is_explored,
        s.is_explored and coalesce(o.is_tried, false) as is_tried,
        case when not s.is_explored then c.cell end as cell,
    from list_places as s
    left join group_places as c on s.plan = c.plan and s.member_key = c.member_key and c.is_final
    left join offer_chances as o on s.member_key = o.member_key
)

select
    m.plan,
    row_number() over (partition by m.plan order by m.is_explored, m.is_tried, m.cell, m.offer)::integer as treatment,
    m.offer, m.is_explored, m.is_tried, m.cell,
    case when m.is_tried then 'explore offer' when m.is_explored then 'explore' else n.name end as name,
from met as m
left join cells as n on m.plan = n.plan and m.cell = n.cell;
