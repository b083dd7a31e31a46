-- score/touched_contacts: all contacts of those whose evidence changed: once, for all that is to be made of them; those
--   of a member beside one another, see all_contacts.
-- reads: store.trials, touched
-- writes: temp touched_contacts, one row per contact
create or replace temp table touched_contacts as
select t.*
from store.trials as t
semi join touched as x on t.member_key = x.member_key
order by t.member_key;
