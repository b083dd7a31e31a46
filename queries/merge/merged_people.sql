-- merge/merged_people: everybody whose facts come together: the ids that become others, and those others.
-- reads: merging
-- writes: temp merged_people, one row per id: new_key is whose the facts are from now on
create or replace temp table merged_people as
select old_key as member_key, new_key,
from merging
union
select new_key as member_key, new_key,
from merging;
