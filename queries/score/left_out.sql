-- score/left_out: what the attributes of each sampled member say of them, from the records of all others in the sample
--   who share them: nobody tells on himself.
-- asks: kappa_attribute (50)
-- reads: sample_profiles, sample_values, sample_sums, steps
-- gives: one row per member whose steps are learned from, and attribute: member_key, attribute, log_ratio, and the
--   member's own sums
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
from sample_profiles as p
semi join member using (member_key)
inner join sample_sums as s using (member_key)
inner join sample_values as v using (attribute, code)
cross join asked
order by p.member_key, p.attribute;
