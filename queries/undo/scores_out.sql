-- undo/scores_out: takes all scores out, where no contact is left that they could be made anew from.
-- writes: every table of sums, codes and constants that a scoring keeps, emptied; lists keep what they were made with
delete from store.scorings;

delete from store.constants;

delete from store.trials;

delete from store.cells;

delete from store.draws;

delete from store.member_sums;

delete from store.element_sums;

delete from store.responsiveness;

delete from store.element_pairs;

delete from store.elements;

delete from store.value_sums;

delete from store.value_leanings;

delete from store.profile_values;

delete from store.profiles;

delete from store.habit_values;

delete from store.habits;

delete from store.closed_channels;

delete from store.answer_hours;

delete from store.hour_shares;

delete from store.meta
where key in ('profiles', 'clock');
