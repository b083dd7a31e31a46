-- check/merged: places of a list whose id was merged into another that has a place of its own: no file is written with
--   them, for the person would be written to twice.
-- asks: list_key
-- reads: store.list_members, store.aliases
-- gives: one row per such place
select x.member_key,
from store.list_members as x
semi join store.aliases as a on x.member_key = a.member_key
where x.list_key = getvariable('list_key') and not x.is_control
order by x.member_key;
