-- score/left_out: what the attributes of each sampled member say of them, from the records of all others who share
--   them: nobody tells on himself.
-- asks: kappa_attribute (50)
-- reads: profiles, value_sums, member_sums, steps
-- gives: one row per sampled member and attribute: member_key, attribute, log_ratio, and the member's own sums
with asked as (
    select coalesce(getvariable('kappa_attribute'), 50)::double as kappa
),

member as (
    select distinct member_key
    from steps
)

select
    p.member_key,
    p.attribute,
    ln(
        (kappa + greatest(v.answered - s.answered, 0)) / (kappa + greatest(v.expected - s.expected, 0))
    ) as log_ratio,
    s.answered,
    s.expected,
from profiles as p
semi join member using (member_key)
inner join member_sums as s using (member_key)
inner join value_sums as v on p.attribute = v.attribute and p.value is not distinct from v.value
cross join asked
order by p.member_key, p.attribute;
