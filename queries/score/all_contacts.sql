-- score/all_contacts: all contacts, those of a member beside one another, where all sums are made anew: a sum of which
--   the parts come one after the other is found where it was left, close to the processor.
-- reads: store.trials
-- writes: temp all_contacts, one row per contact
create or replace temp table all_contacts as
select *
from store.trials
order by member_key;
