-- target/funnel_told: how each rule cut the base down to the list.
-- asks: list_id
-- reads: funnel
-- gives: one row per rule in order; excluded counts members whom no earlier rule took out
select getvariable('list_id') as list_id, rule, excluded, excluded_alone, remaining,
from funnel
order by step;
