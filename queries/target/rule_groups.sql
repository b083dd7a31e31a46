-- target/rule_groups: takes out the members of whom no group's words are true, and those whom no group has drawn.
-- asks: step (of the first of the two; the other is the next)
-- reads: pool, drawn
-- writes: failed
insert into failed
with best as (
    select member_key, bool_or(is_drawn) as is_drawn,
    from drawn
    group by member_key
)

select p.member_key, getvariable('step')::integer + case when b.member_key is null then 0 else 1 end as step,
from pool as p
left join best as b on p.member_key = b.member_key
where not coalesce(b.is_drawn, false);
