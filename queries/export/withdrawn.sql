-- export/withdrawn: members whom a list handed over and who have opted out since, or whose phone or e-mail address has;
--   all others, and those whom its files left out, are in left_out.
-- asks: list_key
-- reads: gone (as check/opt_out gives), store.list_members, store.left_out
-- writes: temp withdrawn, one row per such member; temp left_out, the others
create or replace temp table withdrawn as
select g.member_key, g.member_id,
from gone as g
where
    g.member_key not in (
        select o.member_key
        from store.left_out as o
        where o.list_key = getvariable('list_key')
    );

create or replace temp table left_out as
select x.member_key,
from store.list_members as x
where
    x.list_key = getvariable('list_key')
    and not x.is_control
    and x.member_key not in (select w.member_key from withdrawn as w);
