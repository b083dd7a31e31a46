-- erase/known_until: up to when the people erased now count in the figures of the base: the end of the last month of
--   which anything is known or under way. No clock: the same erasure on the same data is the same on any day.
-- reads: store.contacts, store.responses, store.usage, store.lists (those handed over)
-- gives: one row: day
with event as (
    select max(greatest(contacted_at, responded_at))::date as day,
    from store.contacts
    union all
    select max(responded_at)::date as day,
    from store.responses
    union all
    select max(month) as day,
    from store.usage
    union all
    select max(greatest(as_of, starts_on)) as day,
    from store.lists
    where status = 'exported'
)

select coalesce(last_day(max(day)), date '0001-01-01') as day,
from event;
