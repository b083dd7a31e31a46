-- targeting/rule_responsiveness: takes out the members whose score for answering at all lies outside a range, both ends
--   included; of a member not known to the scores it is 50.
-- asks: plan, step, cell (NULL: none), low, high
-- reads: pool, store.responsiveness
-- writes: verdicts
insert into verdicts by name
with own as (
    select member_key, score_of(shown_ratio) as score,
    from store.responsiveness
    where is_asked(member_key)
)

select
    p.member_key, getvariable('plan')::integer as plan, getvariable('step')::integer as step,
    getvariable('cell')::integer as cell,
from pool as p
left join own as o on p.member_key = o.member_key
where coalesce(o.score, 50) not between getvariable('low') and getvariable('high');
