-- score/leaning_left_out: what those who share an attribute with a member say of the elements of each contact: from the
--   records of all others in the sample, beyond what they do with all elements of the dimension.
--   log_ratio = ln((kappa_a + R) / (kappa_a + q E)), q = all responses in the dimension over all expected
-- asks: kappa_attribute (50)
-- reads: step_contacts, sample_profiles, sample_elements, sample_sums, value_elements, store.elements,
--   store.treatment_elements
-- gives: one row per contact that is learned from, attribute and dimension: contact_number, subject, log_ratio
with asked as (
    select coalesce(getvariable('kappa_attribute'), 50)::double as kappa
),

part as (
    select c.contact_number, c.member_key, x.dimension, x.element,
    from step_contacts as c
    inner join store.treatment_elements as x on c.treatment_key = x.treatment_key
    where c.is_closed
),

contact as (
    select c.contact_number, c.member_key, e.element_key, e.dimension,
    from part as c
    inner join store.elements as e using (dimension, element)
),

left_out as (
    select
        c.contact_number,
        p.attribute || '/' || c.dimension as subject,
        greatest(v.answered - coalesce(m.answered, 0), 0) as answered,
        greatest(v.expected - coalesce(m.expected, 0), 0) as expected,
        greatest(v.answered_in_all - s.answered, 0.001) / greatest(v.expected_in_all - s.expected, 0.001) as in_all,
    from contact as c
    inner join sample_profiles as p using (member_key)
    inner join sample_sums as s using (member_key)
    inner join value_elements as v
        on p.attribute = v.attribute and p.code = v.code and c.element_key = v.element_key
    left join sample_elements as m on c.member_key = m.member_key and c.element_key = m.element_key
)

select contact_number, subject, ln((kappa + answered) / (kappa + in_all * expected)) as log_ratio,
from left_out
cross join asked;
