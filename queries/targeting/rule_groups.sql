-- targeting/rule_groups: takes out the members of whom no group's words are true, and those whom no group has drawn.
-- asks: plan; step (of the first of the two; the other is the next)
-- reads: pool, group_draws
-- writes: group_verdicts
insert into group_verdicts by name
with best as (
    select member_key, bool_or(is_drawn) as is_drawn,
    from group_draws
    where plan = getvariable('plan')
    group by member_key
)

select
    p.member_key, getvariable('plan')::integer as plan,
    getvariable('step')::integer + case when b.member_key is null then 0 else 1 end as step,
from pool as p
left join best as b on p.member_key = b.member_key
where not coalesce(b.is_drawn, false);
