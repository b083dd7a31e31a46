-- schema/upgrades/0015_files_as_offices_keep_them: files are taken as offices keep them
-- reads: store.campaigns, store.responses, store.returns
-- writes: store.changed_campaigns, store.own_channels, store.attribute_types
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
