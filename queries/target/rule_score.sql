-- target/rule_score: takes out the members whose score for an element lies outside a range, both ends included.
--   Without evidence for the element, a member's score is what members like them make of it; of a member not known to
--   the scores it is 50.
-- asks: step
-- reads: pool, asked_scores (element_key or NULL for responsiveness, low, high), store.leanings, store.responsiveness
-- writes: failed
insert into failed
with found as (
    select p.member_key, a.low, a.high, coalesce(score_of(l.rho * l.leaning), 50) as score,
    from pool as p
    cross join asked_scores as a
    left join store.leanings as l
        on p.member_key = l.member_key and a.element_key = l.element_key and is_asked(l.member_key)
    where a.element_key is not null
    union all
    select p.member_key, a.low, a.high, coalesce(score_of(r.ratio), 50) as score,
    from pool as p
    cross join asked_scores as a
    left join store.responsiveness as r on p.member_key = r.member_key and is_asked(r.member_key)
    where a.element_key is null
)

select member_key, getvariable('step') as step,
from found
where score not between low and high;
