-- value/cohorts: what members brought in some months, beside what was foreseen of those on their steps before, by the
--   year they joined in. What they brought is margin times revenue, less what contacts and gifts cost.
-- asks: window_months (in order); foreseen, as JSON: by step, of those months together; margin
-- reads: standing (at the end of the month looked from), spent, store.usage, store.base
-- gives: one row per year of joining, the first first, 'unknown' and 'all' last: members (of whom anything was
--   foreseen), unforeseen (the others), active (the share that brought revenue); means per member: foreseen, came, with
--   its 95 % interval; ratio, what came over what was foreseen
with told as (
    select unnest(
        from_json(getvariable('foreseen')::json, '[{"step": "utinyint", "foreseen": "decimal(18, 6)"}]'),
        recursive := true
    )
),

person as (
    select s.member_key, coalesce(year(b.joined_on)::varchar, 'unknown') as joined, t.foreseen,
    from standing as s
    left join store.base as b on s.member_key = b.member_key
    left join told as t on s.steps[-1] = t.step
    where s.steps[-1] is not null
),

used as (
    select member_key, sum(revenue) as revenue,
    from store.usage
    where month in (select unnest(getvariable('window_months')::date[]))
    group by member_key
),

cost as (
    select member_key, sum(cost) as cost,
    from spent
    group by member_key
),

brought as (
    select
        p.joined, p.foreseen,
        coalesce(u.revenue > 0, false)::integer as is_active,
        (getvariable('margin')::double * coalesce(u.revenue, 0)::double - coalesce(c.cost, 0)::double)::decimal(18, 6)
            as came,
    from person as p
    left join used as u on p.member_key = u.member_key
    left join cost as c on p.member_key = c.member_key
),

summed as (
    select
        coalesce(joined, 'all') as joined,
        count(foreseen) as members,
        count(*) - count(foreseen) as unforeseen,
        sum(is_active) filter (where foreseen is not null) / members as active,
        sum(foreseen)::double / members as foreseen,
        sum(came) filter (where foreseen is not null)::double / members as came,
        (sum((came::double * came::double)::decimal(38, 6)) filter (where foreseen is not null))::double
        / members as square,
    from brought
    group by grouping sets ((joined), ())
)

select
    joined, members, unforeseen, active, foreseen, came,
    came - 1.96 * sqrt(greatest(square - came * came, 0) / nullif(members - 1, 0)) as came_low,
    came + 1.96 * sqrt(greatest(square - came * came, 0) / nullif(members - 1, 0)) as came_high,
    case when foreseen > 0 then came / foreseen end as ratio,
from summed
order by joined = 'all', joined = 'unknown', joined;
