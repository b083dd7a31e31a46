-- load/tally_contacts: how many contacts of a file are new, and how many it adds to.
-- reads: contacts_met, merged_repeats, repeated, typed
-- writes: temp tally_contacts, one row
create or replace temp table tally_contacts as
with counted as (
    select
        (select count(*) from typed)
        - (select coalesce(sum(contacts), 0) from repeated)
        + (select count(*) from merged_repeats) as distinct_contacts,
)

select
    distinct_contacts - (select count(*) from contacts_met) as kept,
    (select count(*) from contacts_met where is_changed) as updated,
from counted;
