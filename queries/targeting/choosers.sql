-- targeting/choosers: who chooses: each candidate of the one plan.
-- reads: candidates, group_places
-- writes: temp view choosers, one row per candidate: chooser_key, the key of the member; cell, their group (NULL: none)
create temp view choosers as
select c.member_key as chooser_key, c.is_holdout, c.tie, g.cell,
from candidates as c
left join group_places as g on c.plan = g.plan and c.member_key = g.member_key and g.is_final;
