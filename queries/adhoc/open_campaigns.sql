-- adhoc/open_campaigns: campaigns whose answers may still come
-- gives: one row per campaign with its window open on the day, the one that closes first on top
-- asks: response_days (integer, 30): the window of campaigns that say none
-- asks: as_of (date, none): the day; left out: that of the latest contact
-- reads: contacts, direct_answers, campaigns
with asked as (
    select
        coalesce(getvariable('response_days'), 30)::integer as response_days,
        coalesce(getvariable('as_of')::date, max(contacted_at)::date) as as_of,
    from contacts
),

answered as (
    select distinct member_id, campaign_id,
    from direct_answers
),

contacted as (
    select
        k.campaign_id,
        count(*) as contacts,
        count(a.member_id) as answers,
        max(k.contacted_at)::date as last_contact_on,
    from contacts as k
    cross join asked as q
    left join answered as a on k.member_id = a.member_id and k.campaign_id = a.campaign_id
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
