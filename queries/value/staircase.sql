-- value/staircase: how many members stand on each step, value tier by loyalty band, and what they bring.
-- asks: month; names (of tiers, best first, 'none' and 'gone' last); bands (names, the last 'unknown')
-- reads: step_sums
-- gives: one row per step: every tier with every band but the last, which is there where members are; those gone have
--   no band. revenue is that of a month; NULL shares and means where there is nothing to divide by
with step as (
    select
        unnest(generate_series(1, 4 * len(getvariable('names')::varchar[]))) as step,
        (getvariable('names')::varchar[])[(step - 1) // 4 + 1] as tier,
        case when tier <> 'gone' then (getvariable('bands')::varchar[])[(step - 1) % 4 + 1] end as loyalty,
),

counted as (
    select
        step, members,
        revenue / count_known as revenue,
        sum(members) over () as all_members,
        sum(revenue / count_known) over () as all_revenue,
    from step_sums
    where month = getvariable('month')::date
),

all_of as (
    select max(all_members) as members, max(all_revenue) as revenue
    from counted
)

select
    s.tier,
    s.loyalty,
    coalesce(c.members, 0) as members,
    coalesce(c.members, 0) / a.members as share,
    coalesce(c.revenue, 0) as revenue,
    coalesce(c.revenue, 0) / nullif(a.revenue, 0) as share_of_revenue,
    c.revenue / c.members as mean_revenue,
from step as s
cross join all_of as a
left join counted as c on s.step = c.step
where c.members > 0 or (s.step % 4 <> 0 and s.tier <> 'gone') or (s.tier = 'gone' and s.step % 4 = 1)
order by s.step;
