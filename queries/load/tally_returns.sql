-- load/tally_returns: how many reports of a responses file are new.
-- reads: new_returns
-- writes: temp tally_returns, one row
create or replace temp table tally_returns as
select count(*) as kept,
from new_returns;
