-- load/persons: gives every member id of the file that was never seen a key.
-- reads: typed_ids (member_id, of the rows of the file), store.persons
-- writes: store.persons, one row per new member id
create or replace temp table new_persons as
with arriving as (
    select distinct t.member_id
    from typed_ids as t
    anti join store.persons as p on t.member_id = p.member_id
    where t.member_id is not null
)

select
    (select coalesce(max(member_key), 0) from store.persons) + row_number() over (order by member_id) as member_key,
    member_id,
from arriving;

insert into store.persons
select * from new_persons;

drop table new_persons;
