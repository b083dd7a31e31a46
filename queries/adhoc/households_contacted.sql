-- adhoc/households_contacted: households that are contacted most
-- gives: one row per household of two or more, the most contacts first
-- asks: days (integer, 90): how many days back from as_of
-- asks: as_of (date, none): the last day; left out: that of the latest contact
-- asks: rows (integer, 100): at most so many households
-- reads: members, contacts
with asked as (
    select
        coalesce(getvariable('days'), 90)::integer as days,
        coalesce(getvariable('as_of')::date, max(contacted_at)::date) as as_of,
    from contacts
),

households as (
    select household_id, count(*) as members,
    from members
    where household_id is not null
    group by household_id
    having count(*) > 1
),

counted as (
    select m.household_id, count(*) as contacts, count(distinct k.member_id) as members_contacted,
    from contacts as k
    inner join members as m on k.member_id = m.member_id
    cross join asked as a
    where
        m.household_id is not null
        and not k.is_control
        and k.contacted_at >= a.as_of + 1 - a.days
        and k.contacted_at < a.as_of + 1
    group by m.household_id
)

select h.household_id, h.members, c.members_contacted, c.contacts, c.contacts / h.members as contacts_per_member,
from households as h
inner join counted as c on h.household_id = c.household_id
order by c.contacts desc, h.household_id
limit coalesce(getvariable('rows'), 100);
