-- replay/touches: every contact that a contact policy counts, in the span and as long before it as any window reaches:
--   those loaded, those that lists plan which were approved or handed over and of which no contact is loaded, and those
--   that members held out would have had. Undelivered ones count too. What was before the span stays as it was. Windows
--   are of the time that the member's own clock told, where files tell another zone's, as in targeting/near_contacts.
-- asks: since, until (the first and the last day of the span); days (of the longest window); clock: the settings' time
--   zone (NULL: every contact is told by the member's own clock)
-- reads: ways, units, unsent, store.contacts, store.full_treatments, store.planned, store.persons, store.members
-- writes: temp touches, one row per contact: touch, its number; unit: whose contacts count together, a household where
--   units tells one; person: which of them it is, by id; contacted_at as files tell it, clock_at as windows count it;
--   is_given: before the span; is_held: of somebody held out; is_planned: by a list alone
create or replace temp table touches as
with asked as (
    select
        getvariable('since')::timestamp as since_at,
        getvariable('since')::timestamp - to_days(getvariable('days')::integer + 1) as after_at,
        getvariable('until')::timestamp + interval 1 day as before_at,
),

treatment as (
    select t.treatment_key, t.starts_on::timestamp as first_at, w.way, w.unit_cost
    from store.full_treatments as t
    inner join ways as w on t.campaign_id = w.campaign_id and t.channel is not distinct from w.channel
),

contact as (
    select
        k.member_key, t.way, coalesce(k.contacted_at, t.first_at) as contacted_at, k.treatment_code,
        coalesce(k.cost, t.unit_cost) as cost, false as is_held, false as is_planned,
    from store.contacts as k
    inner join treatment as t on k.treatment_key = t.treatment_key
    where not k.is_control
    union all
    select
        n.member_key, w.way, n.contacted_at, n.treatment_code, n.unit_cost as cost, false as is_held,
        true as is_planned,
    from store.planned as n
    inner join ways as w on n.campaign_id = w.campaign_id and n.channel is not distinct from w.channel
    union all
    select
        u.member_key, w.way, u.contacted_at, null as treatment_code, null as cost, true as is_held,
        false as is_planned,
    from unsent as u
    inner join ways as w on u.campaign_id = w.campaign_id and u.channel is not distinct from w.channel
),

person as (
    select u.member_key, u.unit, row_number() over (partition by u.unit order by p.member_id)::integer as person,
    from units as u
    inner join store.persons as p on u.member_key = p.member_key
),

abroad as (
    select m.member_key, m.timezone,
    from store.members as m
    inner join pg_timezone_names() as z on m.timezone = z.name and is_one_zone(z.name)
    where getvariable('clock') is not null
)

select
    row_number() over () as touch,
    coalesce(p.unit, k.member_key) as unit,
    coalesce(p.person, 1) as person,
    k.member_key, k.way, k.contacted_at,
    case
        -- a contact of which only the day is known stays on it
        when m.timezone is not null and k.contacted_at <> date_trunc('day', k.contacted_at)
            then timezone(m.timezone, timezone(getvariable('clock'), k.contacted_at))
        else k.contacted_at
    end as clock_at,
    k.contacted_at < a.since_at as is_given,
    k.is_held, k.is_planned, k.treatment_code, k.cost,
from contact as k
inner join asked as a on k.contacted_at >= a.after_at and k.contacted_at < a.before_at
left join person as p on k.member_key = p.member_key
left join abroad as m on k.member_key = m.member_key;
