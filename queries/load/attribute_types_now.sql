-- load/attribute_types_now: which types hold for every value ever loaded of an attribute, those of the file included.
-- reads: attribute_types_here, store.attribute_types
-- writes: temp attribute_types_now, one row per attribute
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
