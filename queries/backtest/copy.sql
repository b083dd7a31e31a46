-- backtest/copy: a part of a workspace, to replay its history without touching it.
-- asks: share: of members, by a hash of their id
-- reads: original.store.persons, original.store.attribute_types, original.store.campaigns, original.store.treatments,
--   original.store.contacts, original.store.responses, original.store.returns, original.store.usage,
--   original.store.members
-- writes: the store.* tables of a scratch database; on the way: temp copied
create or replace temp table copied as
select member_key,
from original.store.persons
where md5_number_lower(member_id) / 18446744073709551616.0 < getvariable('share');

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
