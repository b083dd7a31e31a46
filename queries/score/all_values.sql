-- score/all_values: takes out the sums of all values, for members are not what they were; all sums are to stand for
--   member_change.
-- writes: store.value_sums, emptied
delete from store.value_sums;
