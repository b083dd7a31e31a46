-- score/element_keys: gives every element that was never met a key; keys are never reused.
-- reads: store.treatment_elements, store.cells, store.elements
-- writes: store.elements, one row per new element; temp cell_elements, one row per cell and dimension that has one
insert into store.elements
with met as (
    select distinct p.dimension, p.element,
    from store.treatment_elements as p
    semi join store.cells as c on p.treatment_key = c.treatment_key
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

create or replace temp table cell_elements as
select
    c.cell_key, e.dimension, e.element_key, c.weight, c.expected, c.is_closed,
    pack_contact(c.contacted_on, c.rate) as packed,
from store.cells as c
inner join store.treatment_elements as p using (treatment_key)
inner join store.elements as e using (dimension, element);
