-- score/element_keys: gives every element that was never met a key; keys are never reused.
-- reads: store.elements, store.treatment_elements, store.cells, store.choices
-- writes: store.elements, one row per new element
insert into store.elements
with met as (
    select p.dimension, p.element,
    from store.treatment_elements as p
    semi join store.cells as c on p.treatment_key = c.treatment_key
    union
    select dimension, element
    from store.choices
)

select
    (select coalesce(max(element_key), 0) from store.elements) + row_number() over (order by m.dimension, m.element)
        as element_key,
    m.dimension,
    m.element,
    0 as contacts,
    0 as responses,
    0 as answered,
    0 as expected,
    1 as ratio,
    1 as worth,
from met as m
anti join store.elements as e on m.dimension = e.dimension and m.element = e.element;
