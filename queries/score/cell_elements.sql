-- score/cell_elements: the elements of each cell, with what a contact of it was to bring, and how much it weighs.
-- reads: store.cells, store.treatment_elements, store.elements
-- writes: temp cell_elements, one row per cell and dimension that has one
create or replace temp table cell_elements as
select
    c.cell_key, e.dimension, e.element_key, c.weight, c.expected, c.is_closed,
    pack_contact(c.contacted_on, c.rate) as packed,
from store.cells as c
inner join store.treatment_elements as p using (treatment_key)
inner join store.elements as e using (dimension, element);
