-- measure/programme_months: the universal controls of each month: who is in them is a hash of seed, period and member.
-- asks: since, until (first and last day)
-- reads: store.control_periods, store.usage
-- gives: one row per month of the span, with what stood in it: draws, in order of period and seed, NULL where nobody
--   was kept out; starts_on: the first day of the earliest period, NULL of what always stands; share: of all members,
--   that any of the draws keeps out; has_usage: usage of it is loaded
with month as (
    select unnest(
        generate_series(
            date_trunc('month', getvariable('since')::date), getvariable('until')::date, interval 1 month
        )
    )::date as month,
),

named as (
    select
        month,
        unnest([strftime(month, '%Y-%m'), year(month) || '-Q' || quarter(month), strftime(month, '%Y'), 'always'])
            as period,
        unnest([month, date_trunc('quarter', month)::date, date_trunc('year', month)::date, null]) as starts_on,
    from month
),

draw as (
    select n.month, n.period, n.starts_on, c.seed, max(c.share) as share,
    from named as n
    inner join store.control_periods as c on n.period = c.period
    group by n.month, n.period, n.starts_on, c.seed
),

stood as (
    select
        month,
        list(struct_pack(period := period, seed := seed, share := share) order by period, seed) as draws,
        if(bool_or(starts_on is null), null, min(starts_on)) as starts_on,
        1 - product(1 - share) as share,
    from draw
    group by month
),

known as (
    select distinct month
    from store.usage
)

select m.month, s.draws, s.starts_on, s.share, k.month is not null as has_usage,
from month as m
left join stood as s on m.month = s.month
left join known as k on m.month = k.month
order by m.month;
