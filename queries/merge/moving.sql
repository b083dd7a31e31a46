-- merge/moving: the places on lists that become those of the other: where the other has no place of its own on a list,
--   the id's place is the other's from now on, so that what the list brought is found. Of several such ids, the one
--   that was contacted, else held out, else the longest known.
-- reads: store.list_members, store.list_exclusions, merging
-- writes: temp moving, one row per place: list_key, old_key, new_key
create or replace temp table moving as
with place as (
    select list_key, member_key, case when is_control then 2 else 1 end as kind,
    from store.list_members
    union all
    select list_key, member_key, 3 as kind,
    from store.list_exclusions
)

select p.list_key, x.old_key, x.new_key,
from place as p
inner join merging as x on p.member_key = x.old_key
anti join place as n on p.list_key = n.list_key and x.new_key = n.member_key
qualify row_number() over (partition by p.list_key, x.new_key order by p.kind, x.old_key) = 1;
