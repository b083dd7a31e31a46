-- job/other_lists: the lists of other campaigns whose contacts count in the policies of this one's.
-- asks: campaign
-- reads: store.lists
-- gives: one row: lists, their ids and where they stand, in one text
select coalesce(string_agg(list_id || ' ' || status, ', ' order by list_id), '') as lists,
from store.lists
where campaign_id <> getvariable('campaign') and status in ('approved', 'exported');
