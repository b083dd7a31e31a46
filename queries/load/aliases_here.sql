-- load/aliases_here: ids that were merged, each with the person whom it means today.
-- reads: store.aliases, store.persons
-- writes: temp aliases_here, one row per merged id
create or replace temp table aliases_here as
select a.member_key, o.member_id, a.same_as, n.member_id as same_id,
from store.aliases as a
inner join store.persons as o on a.member_key = o.member_key
inner join store.persons as n on a.same_as = n.member_key;
