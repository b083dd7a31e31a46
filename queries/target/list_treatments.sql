-- target/list_treatments: the treatments of a list, one for each offer and cell that occurs.
-- asks: plan
-- reads: list_places, group_places, cells
-- writes: temp list_treatments, one row per offer and cell
create temp table list_treatments as
with met as (
    select distinct s.offer, s.is_explored, case when not s.is_explored then c.cell end as cell,
    from list_places as s
    left join group_places as c on c.plan = getvariable('plan') and s.member_key = c.member_key
)

select
    row_number() over (order by m.is_explored, m.cell, m.offer)::integer as treatment,
    m.offer, m.is_explored, m.cell,
    case when m.is_explored then 'explore' else n.name end as name,
from met as m
left join cells as n on n.plan = getvariable('plan') and m.cell = n.cell;
