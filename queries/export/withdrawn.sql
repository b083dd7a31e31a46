-- export/withdrawn: members whom a list handed over and who have opted out since, or whose phone or e-mail address has.
-- asks: list_key
-- reads: gone (as check/opt_out gives), store.left_out
-- writes: temp withdrawn, one row per such member whom its files did not leave out
create or replace temp table withdrawn as
select g.member_key, g.member_id,
from gone as g
where
    g.member_key not in (
        select o.member_key
        from store.left_out as o
        where o.list_key = getvariable('list_key')
    );
