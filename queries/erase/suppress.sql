-- erase/suppress: keeps what is not to come back from a file, put in order, so that the place in the table leads to
--   nobody's facts either. What was said from such a phone or address is kept under its hash. Whoever came back by one
--   would be held to it.
-- asks: salt
-- reads: suppressed_now
-- writes: store.suppressed, store.address_optouts
delete from store.suppressed;

insert into store.suppressed
select kind, mark,
from suppressed_now
order by kind, mark;

update store.address_optouts as o
set address = mark_of(getvariable('salt'), o.kind, o.address), is_hidden = true
where
    not o.is_hidden
    and mark_of(getvariable('salt'), o.kind, o.address) in (
        select s.mark
        from suppressed_now as s
        where s.kind = o.kind
    );

drop table suppressed_now;
