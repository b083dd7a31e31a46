-- undo/contacts: the contacts that the load wrote go, and those that it changed or took out come back as they were.
-- asks: load_id
-- reads: store.former_contacts
-- writes: store.contacts
delete from store.contacts
where load_id = getvariable('load_id');

insert into store.contacts
select * exclude (_by_load_id),
from store.former_contacts
where _by_load_id = getvariable('load_id')
order by treatment_key, member_key, contacted_at;
