-- targeting/take_group: gives a group those of its members whom no earlier group has taken, the best first until it is
--   full; held-out members who are met on the way come with it.
-- asks: plan, cell, is_final; most (NULL for no limit)
-- reads: group_draws, open_options, candidates, group_places
-- writes: group_places
insert into group_places by name
with wanted as (
    select distinct member_key,
    from group_draws
    where plan = getvariable('plan') and cell = getvariable('cell') and is_drawn
),

free as (
    select c.member_key, c.is_holdout, c.tie, max((o.priority, o.propensity)) as best,
    from candidates as c
    inner join open_options as o on c.plan = o.plan and c.member_key = o.member_key
    semi join wanted as d on c.member_key = d.member_key
    anti join group_places as g
        on c.plan = g.plan and c.member_key = g.member_key and g.is_final = getvariable('is_final')
    where c.plan = getvariable('plan') and o.is_final = getvariable('is_final')
    group by c.member_key, c.is_holdout, c.tie
),

seen as (
    select
        member_key, is_holdout,
        sum((not is_holdout)::integer) over (
            order by best desc nulls last, tie, member_key
            rows unbounded preceding
        ) as count_treated,
    from free
)

select
    getvariable('is_final') as is_final, getvariable('plan')::integer as plan, member_key,
    getvariable('cell')::integer as cell,
from seen
where
    getvariable('most') is null
    or count_treated < getvariable('most')
    or (count_treated = getvariable('most') and not is_holdout);
