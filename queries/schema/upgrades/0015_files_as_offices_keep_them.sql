-- schema/upgrades/0015_files_as_offices_keep_them: members who left, ids that became one, addresses that stand for none
-- writes: store.aliases, store.departures, store.stand_ins

-- people: who left, who is whom, and addresses that stand for none
create table store.aliases (member_key integer not null, same_as integer not null);

create table store.departures (member_key integer not null, load_id integer not null, has_left boolean not null);

create table store.stand_ins (kind varchar not null, address varchar not null, members integer not null);

insert into store.stand_ins
with told as (
    select 'phone' as kind, phone as address, count(*) as members,
    from store.members
    where regexp_matches(phone, '[1-9]')
    group by phone
    union all
    select 'email' as kind, lower(email) as address, count(*) as members,
    from store.members
    where email is not null
    group by lower(email)
)

select kind, address, members,
from told
where members > 20
order by kind, address;

-- who shared such an address draws anew with the next list
delete from store.meta
where key = 'addresses' and exists (select 1 from store.stand_ins);
