-- value/pressed_lately: how often members were contacted in the three months up to a landmark, and how often they
--   answered contacts of the six months up to it.
-- asks: landmarks (places of months_back); first_key, last_key (of the persons looked at; all)
-- reads: trials_seen, store.cells, months_back
-- writes: temp pressed_lately, one row per member and landmark with such contacts
create or replace temp table pressed_lately as
with landmark as (
    select month, back as landmark, last_day(month) as ends_on,
    from months_back
    where list_contains(getvariable('landmarks')::integer[], back)
),

lately as (
    select
        c.cell_key, l.landmark, l.ends_on,
        c.contacted_on > l.ends_on - interval 3 month as is_pressure,
    from store.cells as c
    inner join landmark as l on c.contacted_on <= l.ends_on and c.contacted_on > l.ends_on - interval 6 month
)

select
    t.member_key, l.landmark,
    count(*) filter (where l.is_pressure) as contacts,
    count(*) filter (where t.responded_at::date <= l.ends_on) as answers,
from trials_seen as t
inner join lately as l on t.cell_key = l.cell_key
where
    t.member_key between coalesce(getvariable('first_key')::integer, 0)
    and coalesce(getvariable('last_key')::integer, 2147483647)
group by t.member_key, l.landmark;
