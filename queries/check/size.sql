-- check/size: a list far larger or smaller than those like it: the last six that were handed over for other campaigns
--   by the same channels. Fewer than three say nothing.
-- asks: list_key, size_factor
-- reads: store.lists, store.list_treatments, store.named_channels
-- gives: one row, or none: contacts, usual (the median of those), lists (how many those are)
with kind as (
    select list_key, list_sort(list(distinct channel_family(channel))) as channels,
    from store.list_treatments
    group by list_key
),

this as (
    select l.list_key, l.campaign_id, l.count_treated, k.channels,
    from store.lists as l
    inner join kind as k on l.list_key = k.list_key
    where l.list_key = getvariable('list_key')
),

alike as (
    select l.count_treated,
    from store.lists as l
    inner join kind as k on l.list_key = k.list_key
    inner join this as t on k.channels = t.channels and l.campaign_id <> t.campaign_id
    where l.status = 'exported'
    order by l.newest desc
    limit 6
),

usual as (
    select median(count_treated) as contacts, count(*) as lists,
    from alike
)

select t.count_treated as contacts, u.contacts as usual, u.lists,
from this as t
cross join usual as u
where
    u.lists >= 3
    and (
        t.count_treated > getvariable('size_factor') * u.contacts
        or t.count_treated * getvariable('size_factor') < u.contacts
    );
