-- why/scores: a member's score for every element, and overall, as the rules of a plan read them.
-- asks: member_key
-- reads: store.elements, store.leanings, store.responsiveness
-- gives: one row per element, and one without for responsiveness; 50 where the scores do not know the member
select e.dimension, e.element, coalesce(l.score, 50) as score,
from store.elements as e
left join store.leanings as l on l.member_key = getvariable('member_key') and e.element_key = l.element_key
union all
select null as dimension, null as element, coalesce(any_value(score_of(r.shown_ratio)), 50) as score,
from store.responsiveness as r
where r.member_key = getvariable('member_key');
