-- check/head: what checks must know of a list itself.
-- asks: list_id
-- reads: store.lists
-- gives: one row
select
    l.list_key, l.list_id, l.campaign_id, l.status, l.seed, l.plan, l.expires_on, l.count_treated,
    coalesce(l.starts_on, l.as_of) as day,
from store.lists as l
where l.list_id = getvariable('list_id');
