-- score/value_sums: observed and expected of all who share a value of an attribute.
-- reads: profiles, member_sums
-- writes: temp value_sums, one row per attribute and value
create or replace temp table value_sums as
select
    p.attribute,
    p.value,
    sum(s.answered::decimal(24, 12))::double as answered,
    sum(s.expected::decimal(24, 12))::double as expected,
from profiles as p
inner join member_sums as s using (member_key)
group by p.attribute, p.value;
