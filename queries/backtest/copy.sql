-- backtest/copy: a part of a workspace, to replay its history without touching it.
-- reads: original.store.persons, copied, original.store.attribute_types, original.store.campaigns,
--   original.store.treatments, original.store.contacts, original.store.responses, original.store.returns,
--   original.store.usage, original.store.members
-- writes: the store.* tables of a scratch database
insert into store.persons
select * from original.store.persons
semi join copied using (member_key);

insert into store.attribute_types
select * from original.store.attribute_types;

insert into store.campaigns
select * from original.store.campaigns;

insert into store.treatments
select * from original.store.treatments;

insert into store.contacts
select * from original.store.contacts
semi join copied using (member_key);

insert into store.responses
select * from original.store.responses
semi join copied using (member_key);

insert into store.returns
select * from original.store.returns
semi join copied using (member_key);

insert into store.usage
select * from original.store.usage
semi join copied using (member_key);

drop view members;

create or replace table store.members as
select * from original.store.members
semi join copied using (member_key);
