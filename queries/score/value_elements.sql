-- score/value_elements: what those who share a value of an attribute did with each element.
-- reads: sample_elements, sample_profiles
-- writes: temp value_elements, one row per attribute, value and element; answered_in_all and expected_in_all are of all
--   of the element's dimension
create or replace temp table value_elements as
with summed as (
    select
        p.attribute, p.code, m.element_key, m.dimension,
        sum(m.answered::decimal(24, 12))::double as answered,
        sum(m.expected::decimal(24, 12))::double as expected,
    from sample_elements as m
    inner join sample_profiles as p using (member_key)
    group by all
)

select
    *,
    sum(answered::decimal(24, 12)) over whole::double as answered_in_all,
    sum(expected::decimal(24, 12)) over whole::double as expected_in_all,
from summed
window whole as (partition by attribute, code, dimension);
