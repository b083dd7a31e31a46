-- measure/classes: every answer of the campaign's time, counted by class; see measure/answers for what each means.
-- reads: answers
-- gives: one row per arm and class, those of money back only where there is any: whether it counts as an answer,
--   answers, members, value (NULL where none is known)
with class as (
    from (
        values
        (1, 'treated', 'code', true, 'brought back a code they were sent'),
        (2, 'treated', 'member', true, 'told by member and campaign'),
        (3, 'treated', 'inferred', true, 'bought the product without a code'),
        (4, 'treated', 'late', false, 'after the response window'),
        (5, 'treated', 'early', false, 'before the first contact'),
        (6, 'control', 'inferred', true, 'held out, answered all the same'),
        (7, 'control', 'late', false, 'held out, after the window'),
        (8, 'control', 'early', false, 'held out, before the campaign'),
        (9, 'none', 'aside', false, 'contacted, but not on the list'),
        (10, 'none', 'viral', false, 'not contacted: heard of it elsewhere'),
        (11, 'treated', 'refund', false, 'money back: lowers the value, no answer'),
        (12, 'control', 'refund', false, 'held out, money back: lowers the value'),
        (13, 'treated', 'refund aside', false, 'money back outside of the window'),
        (14, 'control', 'refund aside', false, 'held out, money back outside of the window'),
        (15, 'none', 'refund aside', false, 'money back of members who are not compared')
    ) as t (place, arm, class, counts, meaning)
)

select
    c.arm, c.class, c.counts,
    count(a.member_key) as answers,
    count(distinct a.member_key) as members,
    sum(a.value)::double as value,
    c.meaning,
from class as c
left join answers as a on c.arm = a.arm and c.class = a.class
group by c.place, c.arm, c.class, c.counts, c.meaning
having count(a.member_key) > 0 or c.class not in ('refund', 'refund aside')
order by c.place;
