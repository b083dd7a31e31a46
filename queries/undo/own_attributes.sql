-- undo/own_attributes: the attributes that no other load had.
-- asks: load_id
-- reads: store.attribute_loads
-- gives: one row per attribute
select attribute
from store.attribute_loads
group by attribute
having bool_and(load_id = getvariable('load_id'))
order by attribute;
