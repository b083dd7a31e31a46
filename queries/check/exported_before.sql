-- check/exported_before: lists of the same campaign, and of a series the same wave, that were handed over and not taken
--   back.
-- asks: list_key
-- reads: store.lists
-- gives: one row per such list
select o.list_id,
from store.lists as o
inner join store.lists as l on o.campaign_id = l.campaign_id and o.list_key <> l.list_key
where
    l.list_key = getvariable('list_key')
    and o.status = 'exported'
    and coalesce(o.wave, 1) = coalesce(l.wave, 1)
order by o.newest desc;
