-- score/all_touched: takes out all sums, to be made anew from all contacts.
-- reads: store.trials, store.member_sums
-- writes: store.member_sums, store.element_sums, store.value_sums, store.answer_hours, emptied; temp view
--   touched_trials, all contacts; temp view member_change, all sums
delete from store.member_sums;

delete from store.element_sums;

delete from store.value_sums;

delete from store.answer_hours;

create or replace temp view touched_trials as
select *
from store.trials;

create or replace temp view member_change as
select member_key, answered, expected,
from store.member_sums;
