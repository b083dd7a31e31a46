-- load/attribute_types: which types hold for every value of each attribute, this file's values included.
--   What its name calls an id, code, phone or postcode is no number, whatever its values look like.
-- reads: arriving_types (one row per attribute of the file that has a value), store.attribute_types
-- writes: store.attribute_types, one row per attribute
create or replace temp table attribute_types_now as
with named as (
    select
        *,
        regexp_matches(attribute, '(^|_)(id|code|phone|mobile|zip|zipcode|postcode|postal|no|number)$') as is_code,
    from arriving_types
),

together as (
    select
        attribute, is_boolean,
        is_integer and not is_code as is_integer,
        is_number and not is_code as is_number,
        is_date, is_timestamp,
        is_point and not is_code as is_point,
        is_comma and not is_code as is_comma,
    from named
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
