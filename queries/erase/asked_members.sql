-- erase/asked_members: whom the ids asked for name, each with the running number that takes the place of the id. An id
--   that was merged means the person whose it is today, and all ids of a person go.
-- reads: store.persons, asked_ids, store.aliases, store.erased, store.members
-- writes: temp asked_members, one row per id of a person who is there: member_key, member_id, new_id, is_loaded,
--   is_alias (an id that was merged into one of the others)
create or replace temp table asked_members as
with meant as (
    select distinct coalesce(x.same_as, p.member_key) as member_key,
    from store.persons as p
    semi join asked_ids as a on p.member_id = a.member_id
    left join store.aliases as x on p.member_key = x.member_key
),

named as (
    select
        p.member_key, p.member_id, m.member_key is not null as is_loaded, x.member_key is not null as is_alias,
    from store.persons as p
    left join store.aliases as x on p.member_key = x.member_key
    semi join meant as a on coalesce(x.same_as, p.member_key) = a.member_key
    anti join store.erased as e on p.member_key = e.member_key
    left join store.members as m on p.member_key = m.member_key
),

taken as (
    select member_id
    from store.persons
    where starts_with(member_id, 'erased-')
),

number as (
    select unnest(generate_series(1, (select count(*) from named) + (select count(*) from taken))) as number,
),

free as (
    select 'erased-' || n.number as new_id, row_number() over (order by n.number) as place,
    from number as n
    anti join taken as t on t.member_id = 'erased-' || n.number
),

placed as (
    select *, row_number() over (order by member_key) as place,
    from named
)

select p.member_key, p.member_id, f.new_id, p.is_loaded, p.is_alias,
from placed as p
inner join free as f on p.place = f.place;
