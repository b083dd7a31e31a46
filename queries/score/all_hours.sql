-- score/all_hours: takes out the hours of all members, for their time zones may not be what they were; all contacts are
--   to stand for touched_trials.
-- writes: store.answer_hours, emptied
delete from store.answer_hours;
