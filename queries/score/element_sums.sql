-- score/element_sums: observed and expected responses per member and element.
-- reads: evidence, treatment_elements, store.elements
-- writes: temp element_sums, one row per contacted member and element
create or replace temp table element_of_treatment as
select p.treatment_key, p.dimension, e.element_key,
from treatment_elements as p
inner join store.elements as e using (dimension, element);

create or replace temp table element_sums as
select
    e.member_key,
    x.element_key,
    sum(e.answered)::double as answered,
    sum(e.expected)::double as expected,
    count(*) as contacts,
    count(*) filter (where e.is_answered) as responses,
    max(e.contacted_on) as last_contacted_on,
    max(e.responded_on) as last_responded_on,
from evidence as e
inner join element_of_treatment as x using (treatment_key)
group by e.member_key, x.element_key;
