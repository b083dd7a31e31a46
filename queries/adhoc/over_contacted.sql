-- adhoc/over_contacted: who was contacted too often in a stretch of days
-- gives: one row per member, the most contacts first
-- asks: days (integer, 30): how many days back from as_of
-- asks: more_than (integer, 4): so many contacts are still fine
-- asks: as_of (date, none): the last day; left out: that of the latest contact
-- asks: rows (integer, 100): at most so many members
-- reads: contacts
with asked as (
    select
        coalesce(getvariable('days'), 30)::integer as days,
        coalesce(getvariable('more_than'), 4)::integer as more_than,
        coalesce(getvariable('as_of')::date, max(contacted_at)::date) as as_of,
    from contacts
),

counted as (
    select
        k.member_id,
        count(*) as contacts,
        count(distinct k.campaign_id) as campaigns,
        count(distinct k.channel) as channels,
        min(k.contacted_at)::date as first_on,
        max(k.contacted_at)::date as last_on,
    from contacts as k
    cross join asked as a
    where not k.is_control and k.contacted_at >= a.as_of + 1 - a.days and k.contacted_at < a.as_of + 1
    group by k.member_id
)

select c.member_id, c.contacts, c.campaigns, c.channels, c.first_on, c.last_on,
from counted as c
inner join asked as a on c.contacts > a.more_than
order by c.contacts desc, c.member_id
limit coalesce(getvariable('rows'), 100);
