-- check/erased: members whom a list contacts and who were erased since: no file is written with them.
-- asks: list_key
-- reads: store.list_members, store.erased
-- gives: one row per such member
select x.member_key,
from store.list_members as x
semi join store.erased as e on x.member_key = e.member_key
where x.list_key = getvariable('list_key') and not x.is_control
order by x.member_key;
