-- schema/upgrades/0015_files_as_offices_keep_them: files are taken as offices keep them, and each load can be undone
-- reads: store.campaigns, store.responses, store.returns, store.members
-- writes: store.changed_campaigns, store.own_channels, store.attribute_types, store.aliases, store.departures,
--   store.stand_ins, loads, the tables of facts, and new tables of schema store
-- what an answer is, and what arrived, is decided anew: the next scoring looks at all campaigns, where that can matter
insert into store.changed_campaigns
select campaign_key,
from store.campaigns
where
    exists (select 1 from store.responses where value < 0 or kind is not null or treatment_code is not null)
    or exists (select 1 from store.returns);

-- words for channels that the settings name
create table store.own_channels (word varchar not null, family varchar not null);

-- amounts: what was taken for a number stays one; texts are looked at when their attribute is next loaded
alter table store.attribute_types add column is_point boolean;

alter table store.attribute_types add column is_comma boolean;

update store.attribute_types
set is_point = true, is_comma = is_integer
where is_number or is_integer;

-- which load wrote a row; of those loaded before nobody knows
alter table store.campaigns add column load_id integer;

alter table store.contacts add column load_id integer;

alter table store.responses add column load_id integer;

alter table store.returns add column load_id integer;

alter table store.usage add column load_id integer;

-- the time of an opt-out, where one is known
alter table store.optouts add column opted_out_at timestamp;

alter table store.optouts add column load_id integer;

alter table loads add column undone_at timestamp;

alter table loads add column undone_by varchar;

create table store.undo_loads (
    load_id integer not null,
    run_id integer not null,
    settings varchar,
    is_whole boolean not null
);

create table store.said_again (load_id integer not null, of_load_id integer not null, count_rows bigint not null);

create table store.member_loads (member_key integer not null, load_id integer not null);

create table store.attribute_loads (
    load_id integer not null,
    attribute varchar not null,
    is_boolean boolean,
    is_integer boolean,
    is_number boolean,
    is_date boolean,
    is_timestamp boolean,
    is_point boolean,
    is_comma boolean
);

create table store.names_to_go (member_key integer not null);

create table store.former_members as
select null::integer as _by_load_id, m.*
from store.members as m
where false;

create table store.former_member_loads (
    _by_load_id integer not null,
    member_key integer not null,
    load_id integer not null
);

create table store.former_campaigns (
    _by_load_id integer not null,
    campaign_key integer not null,
    campaign_id varchar not null,
    is_loaded boolean not null,
    name varchar,
    product varchar,
    timing varchar,
    gift varchar,
    channel varchar,
    starts_on date,
    ends_on date,
    response_days integer,
    unit_cost decimal(18, 6),
    load_id integer
);

create table store.former_made_campaigns (_by_load_id integer not null, campaign_key integer not null);

create table store.former_contacts (
    _by_load_id integer not null,
    member_key integer not null,
    treatment_key integer not null,
    contacted_at timestamp,
    is_control boolean not null,
    treatment_code varchar,
    delivered boolean,
    cost decimal(18, 6),
    responded boolean,
    responded_at timestamp,
    value decimal(18, 6),
    load_id integer
);

create table store.former_usage (
    _by_load_id integer not null,
    member_key integer not null,
    month date not null,
    product varchar not null,
    revenue decimal(18, 6),
    volume decimal(18, 6),
    load_id integer
);

insert into store.attribute_loads
select
    0 as load_id, c.column_name as attribute, t.is_boolean, t.is_integer, t.is_number, t.is_date, t.is_timestamp,
    t.is_point, t.is_comma,
from duckdb_columns() as c
left join store.attribute_types as t on c.column_name = t.attribute
where
    c.schema_name = 'store'
    and c.table_name = 'members'
    and c.column_name not in ('member_key', 'phone', 'email', 'household_id', 'timezone', 'joined_on')
order by c.column_index;

-- opt-outs by phone or e-mail address, and people known by one alone
create table store.address_optouts (
    kind varchar not null,
    address varchar not null,
    channel varchar not null,
    opted_out_on date,
    action varchar not null,
    opted_out_at timestamp,
    is_hidden boolean not null,
    is_by_id boolean not null,
    load_id integer
);

create table store.given_up_addresses (
    member_key integer not null,
    kind varchar not null,
    address varchar not null,
    load_id integer
);

create table store.address_people (
    member_key integer not null,
    kind varchar not null,
    address varchar not null,
    load_id integer
);

create table store.address_arrivals (load_id integer not null);

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
