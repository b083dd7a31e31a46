-- load/again_campaigns: how many campaigns of earlier loads the file says again, as they stand.
-- asks: load_id
-- reads: arriving_campaigns, store.campaigns
-- writes: store.said_again, one row per earlier load
insert into store.said_again
select getvariable('load_id')::integer as load_id, c.load_id as of_load_id, count(*) as count_rows,
from store.campaigns as c
semi join arriving_campaigns as a on c.campaign_key = a.campaign_key
where c.load_id <> getvariable('load_id')::integer
group by c.load_id
order by c.load_id;
