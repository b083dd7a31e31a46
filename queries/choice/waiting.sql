-- choice/waiting: how many choosers may be contacted, and the last cell that there is.
-- reads: worths
-- gives: one row: choosers, last_cell (0 where nobody is in one)
select count(*) filter (where not is_holdout) as choosers, coalesce(max(cell), 0) as last_cell,
from worths;
