-- score/sample_profiles: the attributes of the sampled members, one below another.
-- reads: sampled_codes
-- writes: temp sample_profiles, one row per sampled member and attribute
create or replace temp table sample_profiles as
select *
from (
    from sampled_codes unpivot (code for attribute in (columns(* exclude (member_key))))
) as code
where code.attribute <> '_the_same_for_everyone';
