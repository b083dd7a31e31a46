-- adhoc/open_campaigns: campaigns whose answers may still come
-- gives: one row per campaign with its window open on the day, the one that closes first on top
-- asks: response_days (integer, 30): the window of campaigns that say none
-- asks: as_of (date, none): the day; left out: that of the latest contact
-- reads: store.contacts, store.answered_contacts, campaigns
with asked as (
    select
        coalesce(getvariable('response_days'), 30)::integer as response_days,
        coalesce(getvariable('as_of')::date, max(contacted_at)::date) as as_of,
    from store.contacts
),

contacted as (
    select
        k.campaign_id,
        count(*) as contacts,
        count(*) filter (where k.is_answered) as answers,
        max(k.contacted_at)::date as last_contact_on,
    from store.answered_contacts as k
    cross join asked as q
    where not k.is_control and k.contacted_at < q.as_of + 1
    group by k.campaign_id
)

select
    c.campaign_id, c.last_contact_on,
    c.last_contact_on + coalesce(p.response_days, q.response_days) as closes_on,
    c.contacts, c.answers,
    c.answers / c.contacts as rate_so_far,
from contacted as c
cross join asked as q
left join campaigns as p on c.campaign_id = p.campaign_id
where c.last_contact_on + coalesce(p.response_days, q.response_days) >= q.as_of
order by closes_on, c.campaign_id;
