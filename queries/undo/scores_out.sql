-- undo/scores_out: takes all scores out, where no contact is left that they could be made anew from.
-- writes: store.scorings, store.constants, store.trials, store.cells, store.choices, store.draws,
--   store.member_sums,
--   store.element_sums, store.responsiveness, store.element_pairs, store.elements, store.value_sums,
--   store.value_leanings, store.profile_values, store.profiles, store.habit_values, store.habits,
--   store.unasked, store.arm_levels, store.arm_values, store.gains, store.pressures, store.closed_channels,
--   store.answer_hours, store.hour_shares and store.meta, without what a scoring keeps; lists
--   keep what they were made with
delete from store.scorings;

delete from store.constants;

delete from store.trials;

delete from store.cells;

delete from store.choices;

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

delete from store.unasked;

delete from store.arm_levels;

delete from store.arm_values;

delete from store.gains;

delete from store.pressures;

delete from store.closed_channels;

delete from store.answer_hours;

delete from store.hour_shares;

delete from store.meta
where key in ('profiles', 'clock');
