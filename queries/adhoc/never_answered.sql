-- adhoc/never_answered: members contacted again and again who never answered, and what that cost
-- gives: one row per member, the most contacts first
-- asks: contacts (integer, 10): contacted so often, at least
-- asks: rows (integer, 100): at most so many members
-- reads: contacts, responses
with asked as (
    select coalesce(getvariable('contacts'), 10)::integer as contacts,
),

counted as (
    select
        member_id,
        count(*) as contacts,
        coalesce(bool_or(responded), false) as has_answered,
        sum(cost::decimal(18, 6))::double as cost,
        max(contacted_at)::date as last_contacted_on,
    from contacts
    where not is_control
    group by member_id
),

answered as (
    select member_id
    from responses
    where not is_refund(kind, value)
)

select c.member_id, c.contacts, c.cost, c.last_contacted_on,
from counted as c
inner join asked as a on c.contacts >= a.contacts
anti join answered as r on c.member_id = r.member_id
where not c.has_answered
order by c.contacts desc, c.member_id
limit coalesce(getvariable('rows'), 100);
