-- load/persons: gives every member id of the file that was never seen a key.
-- reads: new_persons
-- writes: store.persons, one row per new member id
insert into store.persons
select * from new_persons;

drop table new_persons;
