-- score/attributes_used: which attributes look-alikes use: those that the settings name, else those with 2 to 60
--   values,
--   and numbers and days. Numbers and days with more than ten values are cut at their deciles.
-- asks: attributes (a list; NULL: choose)
-- reads: attribute_counts, store.attribute_types
-- gives: one row per attribute, by name: attribute, is_binned, decimal_mark (of numbers)
with typed as (
    select
        attribute, is_date, is_timestamp,
        number_mark(is_integer, is_number, is_point, is_comma) as decimal_mark,
    from store.attribute_types
)

select
    c.attribute,
    (t.decimal_mark is not null or t.is_date or t.is_timestamp) and c.count_values > 10 as is_binned,
    t.decimal_mark,
from attribute_counts as c
inner join typed as t using (attribute)
where
    case
        when getvariable('attributes') is not null then list_contains(getvariable('attributes'), c.attribute)
        else
            c.count_values between 2 and 60
            or ((t.decimal_mark is not null or t.is_date or t.is_timestamp) and c.count_values > 60)
    end
order by c.attribute;
