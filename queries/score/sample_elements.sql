-- score/sample_elements: what the sampled members did with each element.
-- reads: evidence, store.treatment_elements, store.elements
-- writes: temp sample_elements, one row per sampled member and element
create or replace temp table sample_elements as
select
    t.member_key, e.element_key, e.dimension,
    sum(t.answered)::double as answered,
    sum(t.expected)::double as expected,
from evidence as t
inner join store.treatment_elements as x using (treatment_key)
inner join store.elements as e using (dimension, element)
group by all;
