-- measure/used_months: the months before a campaign and since, in which the use of its products is looked at.
-- asks: months (3): before the month of the first contact; months_after (12): at most so many since the last
-- reads: arms, store.usage
-- writes: temp used_months, one row per month looked at: period is before, during (from the first to the last member's
--   first contact) or after, is_known whether any usage of it is loaded
create or replace temp table used_months as
with span as (
    select
        date_trunc('month', min(opens_on))::date as first_month,
        coalesce(date_trunc('month', max(opens_on) filter (where not is_control)), first_month)::date as last_contact,
    from arms
),

loaded as (
    select distinct month,
    from store.usage
),

latest as (
    select max(month) as month,
    from loaded
),

month as (
    select
        s.*,
        unnest(generate_series(
            s.first_month - to_months(coalesce(getvariable('months'), 3)::integer),
            greatest(
                s.last_contact,
                least(
                    coalesce(l.month, s.last_contact),
                    s.last_contact + to_months(coalesce(getvariable('months_after'), 12)::integer)
                )
            ),
            interval 1 month
        ))::date as month,
    from span as s
    cross join latest as l
)

select
    m.month,
    case when m.month < m.first_month then 'before' when m.month <= m.last_contact then 'during' else 'after' end
        as period,
    l.month is not null as is_known,
from month as m
left join loaded as l on m.month = l.month
order by m.month;
