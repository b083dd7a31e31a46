-- export/channels: the channels of a list with their families; a channel has the layout of its family.
-- asks: list_id
-- reads: store.lists, store.list_treatments, store.named_channels
-- gives: one row per channel
select distinct t.channel, channel_family(t.channel) as family,
from store.list_treatments as t
inner join store.lists as l on t.list_key = l.list_key
where l.list_id = getvariable('list_id')
order by t.channel;
