-- merge/merged_members: the people who stay, and whether a members file had named them.
-- reads: store.members, merging
-- writes: temp merged_members, one row per person who stays: new_key, was_loaded
create or replace temp table merged_members as
select new_key, new_key in (select m.member_key from store.members as m) as was_loaded,
from merging
group by new_key;
