-- brief/reached: which share of the members had been reached, by a contact that arrived, by the end of a month and of
--   the month before. Whether it tells anything of them yet is another matter: see measure/coverage.
-- asks: month
-- reads: store.contacts, store.treatments, store.campaigns, store.base
-- gives: one row per month, the one before first: reached, of the members who had joined by then, NULL without any
with asked as (
    select
        getvariable('month')::date as month,
        last_day(getvariable('month')::date) as month_end,
        (getvariable('month')::date - interval 1 month)::date as before,
        getvariable('month')::date - 1 as before_end,
),

-- each of the two is read straight from the contacts: kept once for both, they would be a table of their own
undated as (
    select k.member_key, c.starts_on,
    from store.contacts as k
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
    where k.contacted_at is null and not k.is_control and coalesce(k.delivered, true)
),

by_then as (
    select member_key
    from store.contacts
    where
        contacted_at < getvariable('month')::date::timestamp
        and not is_control
        and coalesce(delivered, true)
    union all
    select member_key
    from undated
    where starts_on < getvariable('month')::date
),

since as (
    select member_key
    from store.contacts
    where
        contacted_at >= getvariable('month')::date::timestamp
        and contacted_at < getvariable('month')::date::timestamp + interval 1 month
        and not is_control
        and coalesce(delivered, true)
    union all
    select member_key
    from undated
    where starts_on between getvariable('month')::date and last_day(getvariable('month')::date)
),

bare_before as (
    select m.member_key, m.joined_on, m.counts_until,
    from store.base as m
    anti join by_then as b on m.member_key = b.member_key
),

bare as (
    select b.member_key, b.joined_on, b.counts_until,
    from bare_before as b
    anti join since as s on b.member_key = s.member_key
),

counted as (
    select
        count(*) filter (
            where coalesce(m.joined_on <= a.before_end, true) and coalesce(a.before_end <= m.counts_until, true)
        ) as members_before,
        count(*) filter (
            where coalesce(m.joined_on <= a.month_end, true) and coalesce(a.month_end <= m.counts_until, true)
        ) as members,
    from store.base as m
    cross join asked as a
),

missing_before as (
    select
        count(*) filter (
            where coalesce(b.joined_on <= a.before_end, true) and coalesce(a.before_end <= b.counts_until, true)
        ) as members,
    from bare_before as b
    cross join asked as a
),

missing as (
    select
        count(*) filter (
            where coalesce(b.joined_on <= a.month_end, true) and coalesce(a.month_end <= b.counts_until, true)
        ) as members,
    from bare as b
    cross join asked as a
)

select a.before as month, (c.members_before - n.members) / nullif(c.members_before, 0) as reached,
from asked as a
cross join counted as c
cross join missing_before as n
union all
select a.month, (c.members - n.members) / nullif(c.members, 0) as reached,
from asked as a
cross join counted as c
cross join missing as n
order by month;
