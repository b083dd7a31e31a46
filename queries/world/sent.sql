-- world/sent: a list as it was exported.
-- asks: list (a CSV)
-- writes: temp sent, one row per member on it
create or replace temp table sent as
select *,
from read_csv(getvariable('list'), all_varchar = true);
