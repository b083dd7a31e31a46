-- adhoc/top_responders: members who lean most to an element
-- gives: one row per member, the highest score first
-- asks: element (text): of any dimension, such as sms or coupon
-- asks: evidence (number, 0.5): expected responses that a score must rest on, at least
-- asks: rows (integer, 20): at most so many members
-- reads: attitudes
with asked as (
    select
        getvariable('element')::varchar as element,
        coalesce(getvariable('evidence'), 0.5)::double as evidence,
)

select t.member_id, t.dimension, t.element, t.score, t.evidence, t.contacts, t.responses, t.last_responded_on,
from attitudes as t
inner join asked as a on t.element = a.element and t.evidence >= a.evidence
order by t.score desc, t.evidence desc, t.member_id, t.dimension
limit coalesce(getvariable('rows'), 20);
