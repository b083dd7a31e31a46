-- export/keep_left_out: remembers whom the files of a list left out, for a check had found them: nobody contacts
--   them.
-- asks: list_id
-- reads: left_out, store.lists
-- writes: store.left_out
delete from store.left_out
where list_key = (
    select l.list_key
    from store.lists as l
    where l.list_id = getvariable('list_id')
);

insert into store.left_out
select l.list_key, o.member_key,
from left_out as o
cross join store.lists as l
where l.list_id = getvariable('list_id')
order by o.member_key;
