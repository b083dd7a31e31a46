-- load/attribute_types: which types hold for every value of each attribute, this file's values included.
--   What its name calls an id, code, phone or postcode is no number, whatever its values look like.
-- asks: load_id; attributes: all of the file, with a value or without
-- reads: arriving_types (one row per attribute of the file that has a value), store.attribute_types
-- writes: store.attribute_types, one row per attribute; store.attribute_loads, one row per attribute of the file; on
--   the way: temp attribute_types_here, temp attribute_types_now
create or replace temp table attribute_types_here as
with named as (
    select
        *,
        regexp_matches(attribute, '(^|_)(id|code|phone|mobile|zip|zipcode|postcode|postal|no|number)$') as is_code,
    from arriving_types
)

select
    attribute, is_boolean,
    is_integer and not is_code as is_integer,
    is_number and not is_code as is_number,
    is_date, is_timestamp,
    is_point and not is_code as is_point,
    is_comma and not is_code as is_comma,
from named;

insert into store.attribute_loads
select getvariable('load_id')::integer as load_id, a.attribute, h.* exclude (attribute),
from (select unnest(getvariable('attributes')::varchar[]) as attribute) as a
left join attribute_types_here as h on a.attribute = h.attribute
order by a.attribute;

create or replace temp table attribute_types_now as
with together as (
    select * from attribute_types_here
    union all
    select * from store.attribute_types
)

select
    attribute,
    bool_and(is_boolean) as is_boolean,
    bool_and(is_integer) as is_integer,
    bool_and(is_number) as is_number,
    bool_and(is_date) as is_date,
    bool_and(is_timestamp) as is_timestamp,
    bool_and(is_point) as is_point,
    bool_and(is_comma) as is_comma,
from together
group by attribute;

delete from store.attribute_types;

insert into store.attribute_types
select * from attribute_types_now
order by attribute;
