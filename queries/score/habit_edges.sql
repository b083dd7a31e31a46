-- score/habit_edges: where the amounts of a habit are cut: at the deciles of the sample.
-- reads: habit_amounts
-- writes: temp habit_edges, one row per habit: edges, nine numbers, equal ones where many amounts are
create or replace temp table habit_edges as
select habit, quantile_disc(amount, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) as edges,
from habit_amounts
group by habit
having count(distinct amount) > 1
order by habit;
