-- adhoc/elements_moving: elements that rise or fall: their answer rate in the last months and in those before
-- gives: one row per dimension and element contacted in both, the largest change first
-- asks: months (integer, 6): so many months, beside so many before them
-- asks: contacts (integer, 100): at least so many contacts in each
-- asks: as_of (date, none): the last day; left out: that of the latest contact
-- reads: store.contacts, store.answered_contacts, store.dimensions
with asked as (
    select
        coalesce(getvariable('months'), 6)::integer as months,
        coalesce(getvariable('contacts'), 100)::integer as contacts,
        coalesce(getvariable('as_of')::date, max(contacted_at)::date) as as_of,
    from store.contacts
),

contacted as (
    select
        k.channel, k.product, k.timing, k.gift, k.own_elements,
        k.contacted_at >= q.as_of + 1 - to_months(q.months) as is_now,
        count(*) as contacts,
        count(*) filter (where k.is_answered) as answers,
    from store.answered_contacts as k
    cross join asked as q
    where
        not k.is_control
        and k.contacted_at >= q.as_of + 1 - to_months(2 * q.months)
        and k.contacted_at < q.as_of + 1
    group by all
),

of_elements as (
    select
        d.dimension, element_of(d.dimension, k.channel, k.product, k.timing, k.gift, k.own_elements) as element,
        k.is_now, k.contacts, k.answers,
    from contacted as k
    cross join store.dimensions as d
),

compared as (
    select
        dimension, element,
        sum(contacts) filter (where not is_now)::bigint as contacts_before,
        sum(contacts) filter (where is_now)::bigint as contacts_now,
        sum(answers) filter (where not is_now) / contacts_before as rate_before,
        sum(answers) filter (where is_now) / contacts_now as rate_now,
    from of_elements
    where element is not null
    group by dimension, element
)

select
    c.dimension, c.element, c.contacts_before, c.rate_before, c.contacts_now, c.rate_now,
    c.rate_now - c.rate_before as change,
from compared as c
inner join asked as q on c.contacts_before >= q.contacts and c.contacts_now >= q.contacts
order by abs(c.rate_now - c.rate_before) desc, c.dimension, c.element;
