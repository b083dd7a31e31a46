-- target/rule_attitude: takes out the members whose score for an element lies outside a range, both ends included.
--   Without evidence for the element, a member's score is what members like them make of it; of a member not known to
--   the scores it is 50.
-- asks: step, dimension, element, low, high
-- reads: store.members, store.leanings, store.elements
-- writes: failed
insert into failed
with asked_element as (
    select element_key
    from store.elements
    where dimension = getvariable('dimension') and element = getvariable('element')
),

own as (
    select member_key, score_of(rho * leaning) as score,
    from store.leanings
    semi join asked_element using (element_key)
),

scored as (
    select m.member_key, coalesce(own.score, 50) as score,
    from store.members as m
    left join own using (member_key)
)

select member_key, getvariable('step') as step,
from scored
where score not between getvariable('low') and getvariable('high');
