-- load/attribute_types_here: which types hold for every value that the file has of an attribute. What its name calls
--   an id, code, phone or postcode is no number, whatever its values look like.
-- reads: arriving_types
-- writes: temp attribute_types_here, one row per attribute with a value
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
