-- adhoc/not_contacted_again: members who answered and were never contacted again
-- gives: one row per member, the most answers first
-- asks: days (integer, 60): no contact for so many days after the answer, up to the scoring day
-- asks: rows (integer, 100): at most so many members
-- reads: attitudes
with asked as (
    select coalesce(getvariable('days'), 60)::integer as days,
),

known as (
    select
        member_id,
        max(last_responded_on) as last_answer_on,
        max(last_contacted_on) as last_contacted_on,
        max(as_of) as as_of,
        max(responses) filter (where dimension = 'channel') as answers_on_best_channel,
    from attitudes
    group by member_id
)

select k.member_id, k.last_answer_on, k.last_contacted_on, k.answers_on_best_channel,
from known as k
cross join asked as a
where k.last_contacted_on <= k.last_answer_on and k.last_answer_on <= k.as_of - a.days
order by k.answers_on_best_channel desc nulls last, k.last_answer_on, k.member_id
limit coalesce(getvariable('rows'), 100);
