-- schema/own_channels: keeps the words for channels that the settings name, for who opens the file without them.
-- asks: own_channels
-- writes: store.own_channels, one row per word
delete from store.own_channels;

insert into store.own_channels
select pair[1] as word, pair[2] as family,
from (select unnest(getvariable('own_channels')::varchar[][]) as pair) as told
order by all;
