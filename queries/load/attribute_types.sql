-- load/attribute_types: keeps which types hold for every value of each attribute.
-- asks: load_id; attributes: all of the file, with a value or without
-- reads: attribute_types_here, attribute_types_now
-- writes: store.attribute_loads, store.attribute_types
insert into store.attribute_loads
select getvariable('load_id')::integer as load_id, a.attribute, h.* exclude (attribute),
from (select unnest(getvariable('attributes')::varchar[]) as attribute) as a
left join attribute_types_here as h on a.attribute = h.attribute
order by a.attribute;

delete from store.attribute_types;

insert into store.attribute_types
select * from attribute_types_now
order by attribute;
