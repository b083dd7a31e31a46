-- score/sample_values: what sampled members did who share a value of an attribute.
-- reads: sample_profiles, sample_sums
-- writes: temp sample_values, one row per attribute and value
create or replace temp table sample_values as
select
    p.attribute,
    p.code,
    sum(s.answered::decimal(24, 12))::double as answered,
    sum(s.expected::decimal(24, 12))::double as expected,
from sample_profiles as p
inner join sample_sums as s using (member_key)
group by p.attribute, p.code;
