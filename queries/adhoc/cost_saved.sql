-- adhoc/cost_saved: what every list of a period saved, beside contacting all who were eligible
-- gives: one row per list that was handed over, the oldest first, and 'all' last: contacts and their cost, as planned;
--   eligible: members whom the rules of its plan left before the limits of the list; cost_of_all, what contacting them
--   all would have cost, at the same cost per contact; saved, the difference, and its share
-- asks: since (date, none): lists that begin on this day or later; left out: all
-- asks: until (date, none): lists that begin by this day; left out: all
-- reads: store.lists, store.list_funnel
with asked as (
    select getvariable('since')::date as since, getvariable('until')::date as until,
),

sent as (
    select
        l.list_key, l.list_id, l.campaign_id, l.newest, l.cost,
        coalesce(l.starts_on, l.as_of) as starts_on,
        l.count_treated as contacts,
    from store.lists as l
    cross join asked as a
    where
        l.status in ('exported', 'sent')
        and coalesce(coalesce(l.starts_on, l.as_of) >= a.since, a.since is null)
        and coalesce(coalesce(l.starts_on, l.as_of) <= a.until, a.until is null)
),

last_step as (
    select f.list_key, max(f.step) as step,
    from store.list_funnel as f
    semi join sent as l on f.list_key = l.list_key
    group by f.list_key
),

listed as (
    select
        l.*,
        f.remaining as eligible,
        (l.cost * f.remaining / nullif(l.contacts, 0))::decimal(38, 6) as cost_of_all,
    from sent as l
    inner join last_step as s on l.list_key = s.list_key
    inner join store.list_funnel as f on s.list_key = f.list_key and s.step - 2 = f.step
),

told as (
    select
        1 as place, newest, list_id, campaign_id, starts_on, contacts, eligible,
        coalesce(cost_of_all, 0) as cost_of_all,
        cost,
    from listed
    union all
    select
        2 as place, null as newest, 'all' as list_id, null as campaign_id, null as starts_on,
        sum(contacts)::bigint as contacts,
        sum(eligible)::bigint as eligible,
        sum(coalesce(cost_of_all, 0)) as cost_of_all,
        sum(cost) as cost,
    from listed
    having count(*) > 0
)

select
    list_id, campaign_id, starts_on, contacts, eligible,
    cost::double as cost,
    cost_of_all::double as cost_of_all,
    (cost_of_all - cost)::double as saved,
    ((cost_of_all - cost) / nullif(cost_of_all, 0))::double as share,
from told
order by place, starts_on, newest;
