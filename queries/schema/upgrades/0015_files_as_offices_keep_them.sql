-- schema/upgrades/0015_files_as_offices_keep_them: files are taken as offices keep them
-- reads: store.campaigns, store.responses, store.returns, store.members
-- writes: store.changed_campaigns, store.own_channels, store.aliases, store.departures, store.stand_ins
-- what an answer is, and what arrived, is decided anew: the next scoring looks at all campaigns, where that can matter
insert into store.changed_campaigns
select campaign_key,
from store.campaigns
where
    exists (select 1 from store.responses where value < 0 or kind is not null or treatment_code is not null)
    or exists (select 1 from store.returns);

-- words for channels that the settings name
create table store.own_channels (word varchar not null, family varchar not null);

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
