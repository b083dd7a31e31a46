-- load/replaced_usage: known rows of usage whose place others of the file take.
-- reads: new_usage, store.usage
-- writes: temp replaced_usage, one row per member, month and product
create or replace temp table replaced_usage as
select u.*
from store.usage as u
semi join new_usage as x using (member_key, month, product);
