-- load/new_persons: the member ids of a file that were never seen, each with a key.
-- reads: store.persons, typed_ids
-- writes: temp new_persons, one row per id
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
