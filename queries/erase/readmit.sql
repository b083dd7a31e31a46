-- erase/readmit: takes ids, phones and e-mail addresses off the list of what is not to come back.
-- reads: readmitted
-- writes: store.suppressed, store.address_optouts
-- what was said from there is known by the address again
update store.address_optouts as o
set address = x.address, is_hidden = false
from (
    select distinct r.kind, r.mark, case when r.kind = 'email' then lower(r.text) else r.text end as address,
    from readmitted as r
    where r.kind <> 'id'
) as x
where o.is_hidden and o.kind = x.kind and o.address = x.mark;

delete from store.suppressed
where mark in (select r.mark from readmitted as r);
