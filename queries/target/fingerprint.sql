-- target/fingerprint: one number that any change of the list changes; a sum, so that order does not matter.
-- reads: chosen
-- gives: one row: fingerprint
select
    coalesce(sum(md5_number_lower(concat_ws('/', member_id, rank, propensity, expected_value, is_control))), 0)::varchar
        as fingerprint,
from chosen;
