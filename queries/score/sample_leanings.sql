-- score/sample_leanings: what the sampled members did with each element, and those who share a value of an attribute.
-- reads: evidence, sample_profiles, store.treatment_elements, store.elements
-- writes: temp sample_elements, one row per sampled member and element; temp value_elements, one row per attribute,
--   value
--   and element; ratio is what those who share the value did in all of the element's dimension, over what was expected
create or replace temp table sample_elements as
select
    t.member_key, e.element_key, e.dimension,
    sum(t.answered)::double as answered,
    sum(t.expected)::double as expected,
from evidence as t
inner join store.treatment_elements as x using (treatment_key)
inner join store.elements as e using (dimension, element)
group by all;

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
