-- targeting/rule_score: takes out the members whose score for an element lies outside a range, both ends included.
--   Without evidence for the element, a member's score is what members like them make of it; of a member not known to
--   the scores it is 50.
-- asks: plan, step, cell (NULL: none), element_key, low, high
-- reads: pool, store.leanings
-- writes: verdicts
insert into verdicts by name
with own as (
    select member_key, score,
    from store.leanings
    where element_key = getvariable('element_key')::integer and is_asked(member_key)
)

select
    p.member_key, getvariable('plan')::integer as plan, getvariable('step')::integer as step,
    getvariable('cell')::integer as cell,
from pool as p
left join own as o on p.member_key = o.member_key
where coalesce(o.score, 50) not between getvariable('low') and getvariable('high');
