-- export/left_out: whom a file of withdrawn members leaves out: all others on the list, and those whom its files left
--   out.
-- asks: list_key
-- reads: store.list_members, withdrawn
-- writes: temp left_out, one row per contacted member of the list who is not withdrawn
create or replace temp table left_out as
select x.member_key,
from store.list_members as x
where
    x.list_key = getvariable('list_key')
    and not x.is_control
    and x.member_key not in (select w.member_key from withdrawn as w);
