-- target/funnel: how each rule cut the base down to the list.
-- asks: list_id
-- gives: one row per rule in order; excluded counts members whom no earlier rule took out
select list_id, rule, excluded, excluded_alone, remaining,
from list_funnel
where list_id = getvariable('list_id')
order by step;
