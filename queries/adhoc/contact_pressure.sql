-- adhoc/contact_pressure: how many members got no, one, two … contacts in a stretch of days
-- gives: one row per number of contacts, 0 first
-- asks: days (integer, 30): how many days back from as_of
-- asks: as_of (date, none): the last day; left out: that of the latest contact
-- reads: contacts, members
with asked as (
    select
        coalesce(getvariable('days'), 30)::integer as days,
        coalesce(getvariable('as_of')::date, max(contacted_at)::date) as as_of,
    from contacts
),

counted as (
    select k.member_id, count(*) as contacts,
    from contacts as k
    cross join asked as a
    where not k.is_control and k.contacted_at >= a.as_of + 1 - a.days and k.contacted_at < a.as_of + 1
    group by k.member_id
),

everybody as (
    select coalesce(c.contacts, 0) as contacts,
    from members as m
    full join counted as c on m.member_id = c.member_id
),

grouped as (
    select contacts, count(*) as members,
    from everybody
    group by contacts
)

select contacts, members, members / sum(members) over () as share,
from grouped
order by contacts;
