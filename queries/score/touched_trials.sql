-- score/touched_trials: the contacts whose sums are made anew; where all are made anew, all contacts stand for it.
-- reads: touched_contacts
-- writes: temp view touched_trials, one row per contact
create or replace temp view touched_trials as
select *
from touched_contacts;
