-- score/all_touched: takes out all sums, to be made anew; all_contacts are to stand for touched_trials, all sums for
--   member_change.
-- writes: store.member_sums, store.element_sums, store.value_sums and store.answer_hours, emptied
delete from store.member_sums;

delete from store.element_sums;

delete from store.value_sums;

delete from store.answer_hours;
