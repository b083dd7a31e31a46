-- load/again_contacts: how many contacts of earlier loads the file says again, and adds nothing to.
-- asks: load_id
-- reads: contacts_met, store.contacts
-- writes: store.said_again, one row per earlier load
insert into store.said_again
with again as (
    select place
    from contacts_met
    where not is_changed
)

select getvariable('load_id')::integer as load_id, k.load_id as of_load_id, count(*) as count_rows,
from store.contacts as k
semi join again as x on k.rowid = x.place
where k.load_id <> getvariable('load_id')::integer
group by k.load_id
order by k.load_id;
