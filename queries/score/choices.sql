-- score/choices: what answers of changed campaigns name as the channel they came by, the gift they chose, or the
--   element of a dimension that the settings name; where answers of a treatment name more than one, for only then was
--   chosen.
-- reads: matched_answers, new_cells, store.dimensions
-- writes: store.choices, one row per answered contact and element chosen
insert into store.choices
with named as (
    select distinct
        m.member_key, c.cell_key, m.treatment_key, d.dimension,
        element_of(d.dimension, m.channel, null, null, m.gift, m.own_elements) as element,
    from matched_answers as m
    inner join new_cells as c on m.treatment_key = c.treatment_key and m.contacted_on = c.contacted_on
    cross join store.dimensions as d
    where element is not null
),

several as (
    select treatment_key, dimension
    from named
    group by treatment_key, dimension
    having min(element) <> max(element)
)

select n.member_key, n.cell_key, n.dimension, n.element,
from named as n
semi join several as s on n.treatment_key = s.treatment_key and n.dimension = s.dimension
order by n.member_key, n.cell_key, n.dimension, n.element;
