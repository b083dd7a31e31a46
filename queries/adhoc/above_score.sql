-- adhoc/above_score: members above a score for an element
-- gives: one row per member, the highest score first
-- asks: element (text): of any dimension, such as sms or coupon
-- asks: score (number, 70): from 0 to 100; 50 is an average member
-- asks: evidence (number, 0): expected responses that the score must rest on, at least
-- reads: attitudes
with asked as (
    select
        getvariable('element')::varchar as element,
        coalesce(getvariable('score'), 70)::double as score,
        coalesce(getvariable('evidence'), 0)::double as evidence,
)

select t.member_id, t.dimension, t.element, t.score, t.evidence, t.last_contacted_on,
from attitudes as t
inner join asked as a on t.element = a.element
where t.score >= a.score and t.evidence >= a.evidence
order by t.score desc, t.member_id, t.dimension;
