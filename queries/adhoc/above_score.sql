-- adhoc/above_score: members above a score for an element
-- gives: one row per member, the highest score first
-- asks: element (text): of any dimension, such as sms or coupon
-- asks: score (number, 70): from 0 to 100; 50 is an average member
-- asks: evidence (number, 0): expected responses that the score must rest on, at least
-- reads: store.elements, store.attitudes, store.persons
with asked as (
    select
        getvariable('element')::varchar as element,
        coalesce(getvariable('score'), 70)::double as score,
        coalesce(getvariable('evidence'), 0)::double as evidence,
),

element as (
    select e.element_key, e.dimension, e.element,
    from store.elements as e
    inner join asked as a on e.element = a.element
),

found as (
    select t.member_key, e.dimension, e.element, t.score, t.evidence, t.last_contacted_on,
    from store.attitudes as t
    inner join element as e on t.element_key = e.element_key
    cross join asked as a
    where t.score >= a.score and t.evidence >= a.evidence
)

select p.member_id, f.dimension, f.element, f.score, f.evidence, f.last_contacted_on,
from found as f
inner join store.persons as p on f.member_key = p.member_key
order by f.score desc, p.member_id, f.dimension;
