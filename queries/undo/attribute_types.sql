-- undo/attribute_types: which types hold for every value of each attribute, without those of the load.
-- asks: load_id
-- reads: store.attribute_loads
-- writes: store.attribute_loads, without the load; store.attribute_types, one row per attribute that ever had a value
delete from store.attribute_loads
where load_id = getvariable('load_id');

delete from store.attribute_types;

insert into store.attribute_types
select
    attribute,
    bool_and(is_boolean) as is_boolean,
    bool_and(is_integer) as is_integer,
    bool_and(is_number) as is_number,
    bool_and(is_date) as is_date,
    bool_and(is_timestamp) as is_timestamp,
    bool_and(is_point) as is_point,
    bool_and(is_comma) as is_comma,
from store.attribute_loads
where is_boolean is not null
group by attribute
order by attribute;
