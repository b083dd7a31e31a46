-- schema/upgrades/0015_files_as_offices_keep_them: opt-outs by phone and e-mail address are kept, and hold
-- writes: store.optouts, store.address_optouts, store.former_addresses, store.address_people
-- opt-outs by phone or e-mail address, and in which order they came
alter table store.optouts add column opted_out_at timestamp;

alter table store.optouts add column load_id integer;

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

create table store.former_addresses (
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
