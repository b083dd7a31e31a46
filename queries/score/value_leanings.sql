-- score/value_leanings: keeps what those who share a value of an attribute say of each element, as far as it is
--   trusted.
--   log_ratio = weight * ln((kappa_a + R) / (kappa_a + q E)), see score/leaning_left_out
-- asks: kappa_attribute (50)
-- reads: value_elements, store.constants
-- writes: store.value_leanings, one row per trusted attribute, value and element of the dimension
delete from store.value_leanings;

insert into store.value_leanings
with asked as (
    select coalesce(getvariable('kappa_attribute'), 50)::double as kappa
)

select
    v.attribute,
    v.code,
    v.element_key,
    v.answered,
    v.expected * v.answered_in_all / v.expected_in_all as expected,
    w.value * ln(
        (kappa + v.answered) / (kappa + v.expected * v.answered_in_all / v.expected_in_all)
    ) as log_ratio,
from value_elements as v
inner join store.constants as w on w.constant = 'leaning_weight' and v.attribute || '/' || v.dimension = w.subject
cross join asked
where v.expected_in_all > 0
order by v.attribute, v.code, v.element_key;
