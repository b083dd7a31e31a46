-- score/sampled_codes: the attributes of the sampled members, side by side, and a constant, so that members without any
--   attribute can be unpivoted too.
-- reads: store.profiles, sample_sums
-- writes: temp view sampled_codes, one row per sampled member
create or replace temp view sampled_codes as
select p.* exclude (joined_on), 0::utinyint as _the_same_for_everyone,
from store.profiles as p
semi join sample_sums as s on p.member_key = s.member_key;
