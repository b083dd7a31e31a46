-- adhoc/not_contacted_again: members who answered and were never contacted again
-- gives: one row per member, the most answers first
-- asks: days (integer, 60): no contact for so many days after the answer, up to the scoring day
-- asks: rows (integer, 100): at most so many members
-- reads: store.trials, store.cells, store.treatment_elements, store.scorings, store.persons
with asked as (
    select coalesce(getvariable('days'), 60)::integer as days,
),

-- contacts that say something of an element; few of them were answered, so that these come first
cell as (
    select c.cell_key, c.contacted_on, x.element as channel,
    from store.cells as c
    left join store.treatment_elements as x on c.treatment_key = x.treatment_key and x.dimension = 'channel'
    where c.treatment_key in (select e.treatment_key from store.treatment_elements as e)
),

answer as (
    select t.member_key, t.responded_at, c.contacted_on, c.channel,
    from store.trials as t
    inner join cell as c on t.cell_key = c.cell_key
    where t.responded_at is not null
),

answered as (
    select member_key, max(responded_at)::date as last_answer_on, max(contacted_on) as contacted_on,
    from answer
    group by member_key
),

candidate as (
    select x.member_key, x.last_answer_on,
    from answered as x
    cross join store.scorings as s
    cross join asked as a
    where x.contacted_on <= x.last_answer_on and x.last_answer_on <= s.as_of - a.days
),

contacted as (
    select t.member_key, max(c.contacted_on) as last_contacted_on,
    from store.trials as t
    semi join candidate as x on t.member_key = x.member_key
    inner join cell as c on t.cell_key = c.cell_key
    group by t.member_key
),

on_channel as (
    select member_key, channel, count(*) as answers,
    from answer
    where channel is not null
    group by member_key, channel
),

best as (
    select member_key, max(answers) as answers,
    from on_channel
    group by member_key
)

select p.member_id, x.last_answer_on, k.last_contacted_on, b.answers as answers_on_best_channel,
from candidate as x
inner join contacted as k on x.member_key = k.member_key and k.last_contacted_on <= x.last_answer_on
inner join store.persons as p on x.member_key = p.member_key
left join best as b on x.member_key = b.member_key
order by answers_on_best_channel desc nulls last, x.last_answer_on, p.member_id
limit coalesce(getvariable('rows'), 100);
