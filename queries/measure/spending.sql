-- measure/spending: what each member of both arms brought of all products, in the months that touch their own days of
--   comparison, and in the months before. Who has no usage in a known month brought nothing.
-- reads: arms, revenue_months, store.usage
-- writes: temp spending, one row per member compared, of the first wave: sums over known months; cell is empty for
--   everybody where a cell has one arm alone, for nothing stands for the other
create or replace temp table spending as
with known as (
    select month, period = 'before' as is_before,
    from revenue_months
    where is_known
),

span as (
    select min(month) as first_month, max(month) as last_month,
    from known
),

bare as (
    select count(*) > 0 as is_bare,
    from (
        select stratum
        from arms
        where is_compared and wave = 1
        group by stratum
        having bool_and(is_control) or not bool_or(is_control)
    ) as one_armed
),

member as (
    select
        a.member_key, a.is_control,
        if(b.is_bare, '', a.stratum) as cell,
        date_trunc('month', a.from_on)::date as from_month,
        a.until_on,
    from arms as a
    cross join bare as b
    where a.is_compared and a.wave = 1
),

used as (
    select
        u.member_key,
        sum(u.revenue) filter (where not k.is_before) as revenue,
        sum(u.volume) filter (where not k.is_before) as volume,
        sum(u.revenue) filter (where k.is_before) as revenue_before,
        sum(u.volume) filter (where k.is_before) as volume_before,
    from store.usage as u
    inner join member as m on u.member_key = m.member_key
    inner join known as k on u.month = k.month
    cross join span as s
    where
        u.month between s.first_month and s.last_month
        and (k.is_before or u.month between m.from_month and m.until_on)
    group by u.member_key
)

select
    m.member_key, m.is_control, m.cell,
    coalesce(u.revenue, 0)::decimal(18, 6) as revenue,
    coalesce(u.volume, 0)::decimal(18, 6) as volume,
    coalesce(u.revenue_before, 0)::decimal(18, 6) as revenue_before,
    coalesce(u.volume_before, 0)::decimal(18, 6) as volume_before,
from member as m
left join used as u on m.member_key = u.member_key;
