-- score/habit_worths: keeps what sampled members did while a trusted habit of theirs was in each tenth; the others
--   are not looked at any further.
--   log_ratio = weight * ln((kappa_a + R) / (kappa_a + E))
-- asks: kappa_attribute (50)
-- reads: store.constants, habit_kinds, habit_edges, habit_values
-- writes: habit_kinds and habit_edges, without the others; store.habit_values, one row per trusted habit and code
delete from habit_kinds
where habit not in (select c.subject from store.constants as c where c.constant = 'habit_weight');

delete from habit_edges
where habit not in (select k.habit from habit_kinds as k);

delete from store.habit_values;

insert into store.habit_values
with asked as (
    select coalesce(getvariable('kappa_attribute'), 50)::double as kappa
)

select
    v.habit as attribute,
    v.code,
    case
        when v.code = 0 then 'none'
        when v.code = 10 then 'over ' || printf('%g', e.edges[9])
        else 'up to ' || printf('%g', e.edges[v.code])
    end as value,
    v.answered,
    v.expected,
    w.value * ln((kappa + v.answered) / (kappa + v.expected)) as log_ratio,
from habit_values as v
inner join habit_edges as e on v.habit = e.habit
inner join store.constants as w on w.constant = 'habit_weight' and v.habit = w.subject
cross join asked
order by v.habit, v.code;
