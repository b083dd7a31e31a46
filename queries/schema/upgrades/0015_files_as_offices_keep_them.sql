-- schema/upgrades/0015_files_as_offices_keep_them: files are taken as offices keep them
-- writes: store.own_channels
-- words for channels that the settings name
create table store.own_channels (word varchar not null, family varchar not null);
