-- score/habit_values: what sampled members did while a habit of theirs was in the same tenth, all together.
-- reads: habit_own
-- writes: temp habit_values, one row per habit and code
create or replace temp table habit_values as
select
    habit, code,
    sum(answered::decimal(24, 12))::double as answered,
    sum(expected::decimal(24, 12))::double as expected,
from habit_own
group by habit, code;
