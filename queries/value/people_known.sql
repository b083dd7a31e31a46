-- value/people_known: everybody who has a place on the staircase, by the month asked for or later. They are the loaded
--   members, and those with usage who were never loaded (their tenure is unknown). A member begins with the month of
--   joined_on or of their first usage, the earlier; without either, before all months. Members files name no leavers:
--   who leaves is known by revenue that stays away.
-- asks: last_month (the last one looked at); first_month (the first of the months whose revenue is looked at one by
--   one); first_state (the first month with a place, to which the first window goes); first_key, last_key (of the
--   persons looked at; all)
-- reads: store.usage, store.base
-- writes: temp view people_known, one row per person: revenue is that of the first window; last_paid is the latest
--   month with revenue up to its end
create or replace temp view people_known as
with used as (
    select
        member_key,
        min(month) as first_used,
        max(month) filter (where revenue > 0 and month <= getvariable('first_state')::date) as last_paid,
        sum(revenue) filter (
            where month between getvariable('first_month')::date and getvariable('first_state')::date
        ) as revenue,
    from store.usage
    where
        month <= getvariable('last_month')::date
        and member_key between coalesce(getvariable('first_key')::integer, 0)
        and coalesce(getvariable('last_key')::integer, 2147483647)
    group by member_key
),

loaded as (
    select member_key, joined_on,
    from store.base
    where
        member_key between coalesce(getvariable('first_key')::integer, 0)
        and coalesce(getvariable('last_key')::integer, 2147483647)
)

select
    coalesce(m.member_key, u.member_key) as member_key,
    m.member_key is not null as is_loaded,
    m.joined_on,
    least(date_trunc('month', m.joined_on)::date, u.first_used) as begins,
    u.first_used,
    u.last_paid,
    coalesce(u.revenue, 0)::decimal(38, 6) as revenue,
from loaded as m
full join used as u on m.member_key = u.member_key;
