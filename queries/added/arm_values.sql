-- added/arm_values: keeps what those contacted and those held out did who share a value of an attribute or were in one
--   tenth of a habit, where it tells more than their chances of an answer do.
--   log_ratio = weight * ln((kappa_a + R) / (kappa_a + E)), E of the chances at the level of their campaign's arm
-- asks: kappa_attribute (50)
-- reads: pair_values, value_names, store.constants
-- writes: store.arm_values, one row per arm, trusted attribute or habit, and value
delete from store.arm_values;

insert into store.arm_values
with asked as (
    select coalesce(getvariable('kappa_attribute'), 50)::double as kappa
),

trusted as (
    select c.constant = 'unasked_weight' as is_control, c.subject as attribute, c.value as weight,
    from store.constants as c
    where c.constant in ('contacted_weight', 'unasked_weight')
)

select
    v.is_control, v.attribute, v.code, n.value, v.answered, v.expected,
    rounded(t.weight * ln((kappa + v.answered) / (kappa + v.expected)), 9) as log_ratio,
from pair_values as v
inner join trusted as t on v.is_control = t.is_control and v.attribute = t.attribute
cross join asked
left join value_names as n on v.attribute = n.attribute and v.code = n.code
order by v.is_control, v.attribute, v.code;
