-- load/members_arriving: who a members file names: the key of each, new where the id was never seen, the last row of
--   the file that names them, and the last day of joining that it gives.
-- reads: typed, store.persons, store.members
-- writes: temp members_arriving, one row per member; store.persons, one row per new id; temp view rows_arriving, one
--   row per member with all columns of typed
create or replace temp table arriving_ids as
select
    t.member_id,
    max(t.line) as line,
    arg_max(t.joined_on, t.line) filter (where t.joined_on is not null) as joined_on,
from typed as t
group by t.member_id;

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

insert into store.persons
select member_key, member_id,
from arriving_persons
where is_new_person;

create or replace temp table members_arriving as
select a.member_key, a.line, a.joined_on, m.member_key is null as is_new,
from arriving_persons as a
left join store.members as m on a.member_key = m.member_key;

create or replace temp view rows_arriving as
select a.member_key, a.is_new, t.* exclude (line, member_id) replace (a.joined_on as joined_on),
from typed as t
inner join members_arriving as a on t.line = a.line;

drop table arriving_ids;

drop table arriving_persons;
