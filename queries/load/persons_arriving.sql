-- load/persons_arriving: gives every member id of a members file that was never seen a key.
-- reads: arriving_persons
-- writes: store.persons, one row per new id
insert into store.persons
select member_key, member_id,
from arriving_persons
where is_new_person;

drop table arriving_ids;

drop table arriving_persons;
