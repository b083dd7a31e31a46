-- load/attribute_types: which types hold for every value of each attribute, this file's values included.
--   A number with a leading zero or plus sign is a code; so is one too long for a number to hold without loss, and
--   what its name calls an id, code, phone or postcode.
-- reads: arriving_attributes (a text column per attribute), store.attribute_types
-- writes: store.attribute_types, one row per attribute
create or replace temp table loaded_values as
select distinct attribute, value,
from (unpivot arriving_attributes on columns(*) into name attribute value value);

create or replace temp table attribute_types_now as
with judged as (
    select
        attribute,
        lower(value) in ('true', 'false', 'yes', 'no', '是', '否') as is_boolean,
        regexp_matches(attribute, '(^|_)(id|code|phone|mobile|zip|zipcode|postcode|postal|no|number)$') as is_code,
        regexp_full_match(value, '-?(0|[1-9][0-9]{0,17})') as is_integer,
        regexp_full_match(value, '-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,17})?([eE][+-]?[0-9]{1,2})?') as is_number,
        regexp_full_match(value, '[0-9]{4}-[0-9]{2}-[0-9]{2}')
        and year(try_cast(value as date)) between 1 and 9999 as is_date,
        regexp_full_match(value, '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:.]+') and try_cast(value as timestamp) is not null
            as is_timestamp,
    from loaded_values
),

together as (
    select
        attribute, is_boolean, is_integer and not is_code as is_integer, is_number and not is_code as is_number,
        is_date, is_timestamp,
    from judged
    union all
    select * from store.attribute_types
)

select
    attribute,
    bool_and(is_boolean) as is_boolean,
    bool_and(is_integer) as is_integer,
    bool_and(is_number) as is_number,
    bool_and(is_date) as is_date,
    bool_and(is_timestamp or is_date) as is_timestamp,
from together
group by attribute;

delete from store.attribute_types;

insert into store.attribute_types
select * from attribute_types_now
order by attribute;

drop table loaded_values;
