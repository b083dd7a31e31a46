-- score/closed_channels: keeps which channels were closed to whom on the scoring day.
-- reads: opted_out
-- writes: store.closed_channels, one row per member and family of channels
delete from store.closed_channels;

insert into store.closed_channels
select member_key, family,
from opted_out
order by member_key, family;
