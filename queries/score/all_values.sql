-- score/all_values: takes out the sums of all values, for members are not what they were; to be made anew from all
--   sums.
-- reads: store.member_sums
-- writes: store.value_sums, emptied; temp view member_change, all sums
delete from store.value_sums;

create or replace temp view member_change as
select member_key, answered, expected,
from store.member_sums;
