-- load/treatments_named: the treatments that good rows of a contacts file name.
-- reads: typed
-- writes: temp treatments_named, one row per treatment
create or replace temp table treatments_named as
select distinct treatment_key,
from typed;
