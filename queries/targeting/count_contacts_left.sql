-- targeting/count_contacts_left: how many more contacts a rule of the contact policy leaves to those who may come near
--   its limit, counting what is loaded and what other lists plan, before the send and after it. A window is sliding:
--   two contacts are in one when less than so many times 24 hours lie between them. Contacts of a household count as
--   those of one member.
-- asks: plan, step; family (of channels, or 'all'); most, the limit; days; per ('household' or 'member'); is_own
--   (false): the limit is each member's own, where they have one
-- reads: pool, units, pressure, send_times, own_counts
-- writes: contacts_left
insert into contacts_left
with asked as (
    select
        to_days(getvariable('days')::integer) as reach,
        getvariable('most')::integer as most,
        coalesce(getvariable('is_own')::boolean, false) as is_own,
),

member as (
    select p.member_key, case when getvariable('per') = 'household' then u.unit end as household, t.send_at,
    from pool as p
    inner join send_times as t on p.member_key = t.member_key and t.plan = getvariable('plan')
    left join units as u on p.member_key = u.member_key
),

unit as (
    select member_key as unit, 1 as persons, send_at as first_at, send_at as last_at,
    from member
    where household is null
    union all
    select household as unit, count(*) as persons, min(send_at) as first_at, max(send_at) as last_at,
    from member
    where household is not null
    group by household
),

contact as (
    select coalesce(case when getvariable('per') = 'household' then u.unit end, e.member_key) as unit, e.contacted_at,
    from pressure as e
    left join units as u on e.member_key = u.member_key
    where e.plan = getvariable('plan') and (getvariable('family') = 'all' or e.family = getvariable('family'))
),

near as (
    select c.unit, c.contacted_at, u.first_at, u.last_at, u.persons, a.reach, coalesce(o.most, a.most) as most,
    from contact as c
    inner join unit as u on c.unit = u.unit
    cross join asked as a
    left join own_counts as o on a.is_own and c.unit = o.member_key
    where c.contacted_at > u.first_at - a.reach and c.contacted_at < u.last_at + a.reach
),

counted as (
    select unit, count(*) as contacts, bool_or(contacted_at > first_at) as is_between,
    from near
    group by unit
    -- where all of them together keep the limit there is no need to look at windows
    having count(*) + max(persons) > max(most)
),

-- with contacts before the sends alone, the fullest window reaches back from the first send; with some after it, each
-- window that takes in a send is to be looked at
candidate as (
    select n.*,
    from near as n
    inner join counted as c on n.unit = c.unit
    where c.is_between
),

beginning as (
    select distinct unit, contacted_at, last_at, reach,
    from candidate
),

-- a window that takes in a send begins with a contact before it, or with the send itself
begun as (
    select b.unit, b.contacted_at, count(*) as contacts,
    from beginning as b
    inner join candidate as c on b.unit = c.unit
    where b.contacted_at <= b.last_at and c.contacted_at >= b.contacted_at and c.contacted_at < b.contacted_at + b.reach
    group by b.unit, b.contacted_at
    union all
    select unit, first_at as contacted_at, count(*) as contacts,
    from candidate
    where contacted_at >= first_at
    group by unit, first_at
    union all
    select unit, null as contacted_at, contacts,
    from counted
    where not is_between
)

select
    getvariable('plan')::integer as plan, getvariable('step')::integer as step, b.unit,
    any_value(coalesce(o.most, a.most)) - max(b.contacts) as room,
from begun as b
cross join asked as a
left join own_counts as o on a.is_own and b.unit = o.member_key
group by b.unit;
