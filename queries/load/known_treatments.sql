-- load/known_treatments: treatments that were there before, of which alone a contact can be known.
-- reads: treatment_texts
-- writes: temp known_treatments, one row per treatment
create or replace temp table known_treatments as
select distinct treatment_key,
from treatment_texts
where not is_new;
