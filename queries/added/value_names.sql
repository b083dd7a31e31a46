-- added/value_names: what the codes of attributes and habits mean.
-- reads: store.profile_values, habit_edges
-- writes: temp value_names, one row per attribute or habit, and code
create temp table value_names as
select attribute, code, value,
from store.profile_values
union all
select
    e.habit, c.code::utinyint,
    case
        when c.code = 0 then 'none'
        when c.code = 10 then 'over ' || printf('%g', e.edges[9])
        else 'up to ' || printf('%g', e.edges[c.code])
    end as value,
from habit_edges as e
cross join generate_series(0, 10) as c (code);
