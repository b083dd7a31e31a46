-- load/arriving_persons: the ids of a members file with the key of each, new where the id was never seen.
-- reads: arriving_ids, store.persons
-- writes: temp arriving_persons, one row per id
create or replace temp table arriving_persons as
select
    i.*,
    p.member_key is null as is_new_person,
    coalesce(
        p.member_key,
        (select coalesce(max(member_key), 0) from store.persons)
        + row_number() over (partition by p.member_key is null order by i.line)
    )::integer as member_key,
from arriving_ids as i
left join store.persons as p on i.member_id = p.member_id;
