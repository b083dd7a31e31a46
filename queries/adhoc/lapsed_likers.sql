-- adhoc/lapsed_likers: lapsed members who liked coupons, or another gift
-- gives: one row per member, the highest score for the gift first
-- asks: gift (text, coupon): the gift they answered
-- asks: score (number, 55): the score for it, at least
-- asks: months (integer, 6): no answer to anything for so many months before the scoring day
-- asks: rows (integer, 100): at most so many members
-- reads: attitudes
with asked as (
    select
        coalesce(getvariable('gift'), 'coupon') as gift,
        coalesce(getvariable('score'), 55)::double as score,
        coalesce(getvariable('months'), 6)::integer as months,
),

liked as (
    select t.member_id, t.element as gift, t.score, t.responses, t.last_responded_on, t.as_of,
    from attitudes as t
    inner join asked as a on t.element = a.gift
    where t.dimension = 'gift' and t.responses > 0 and t.score >= a.score
),

last_answers as (
    select t.member_id, max(t.last_responded_on) as last_answer_on, max(t.last_contacted_on) as last_contacted_on,
    from attitudes as t
    semi join liked as l on t.member_id = l.member_id
    group by t.member_id
)

select l.member_id, l.gift, l.score, l.responses, l.last_responded_on, s.last_answer_on, s.last_contacted_on,
from liked as l
inner join last_answers as s on l.member_id = s.member_id
cross join asked as a
where s.last_answer_on < l.as_of - to_months(a.months)
order by l.score desc, l.member_id
limit coalesce(getvariable('rows'), 100);
