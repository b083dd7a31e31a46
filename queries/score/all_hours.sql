-- score/all_hours: takes out the hours of all members, for their time zones may not be what they were.
-- reads: store.trials
-- writes: store.answer_hours, emptied; temp view touched_trials, all contacts
delete from store.answer_hours;

create or replace temp view touched_trials as
select *
from store.trials;
