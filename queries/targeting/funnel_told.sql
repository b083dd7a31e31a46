-- targeting/funnel_told: how each rule cut the base down to the list.
-- reads: funnel
-- gives: one row per plan and rule in order; excluded counts members whom no earlier rule took out
select plan, rule, excluded, excluded_alone, remaining,
from funnel
order by plan, step;
