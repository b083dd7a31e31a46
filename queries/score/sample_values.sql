-- score/sample_values: the attributes of the sampled members, one below another, and the sums of those who share them.
-- reads: store.profiles, sample_sums
-- writes: temp sample_profiles, one row per sampled member and attribute; temp sample_values, one row per attribute and
--   value; on the way: temp view sampled_codes
create or replace temp view sampled_codes as
-- the constant is there so that members without any attribute can be unpivoted too
select p.* exclude (joined_on), 0::utinyint as _the_same_for_everyone,
from store.profiles as p
semi join sample_sums as s on p.member_key = s.member_key;

create or replace temp table sample_profiles as
select *
from (
    from sampled_codes unpivot (code for attribute in (columns(* exclude (member_key))))
) as code
where code.attribute <> '_the_same_for_everyone';

create or replace temp table sample_values as
select
    p.attribute,
    p.code,
    sum(s.answered::decimal(24, 12))::double as answered,
    sum(s.expected::decimal(24, 12))::double as expected,
from sample_profiles as p
inner join sample_sums as s using (member_key)
group by p.attribute, p.code;
