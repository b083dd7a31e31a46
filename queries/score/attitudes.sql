-- score/attitudes: how much each member leans to each element, and the score that people read.
--   leaning = (beta + R) / (beta + rho E); score = 100 r / (1 + r) with r = rho * leaning: 50 as expected of an average
--   member, 80 four times as often, 20 a quarter. trend is the move since the history's last row before
--   this day, NULL at first.
-- asks: as_of; beta (2): expected responses at which the record for one element weighs half
-- reads: element_sums, store.elements, store.responsiveness, store.attitude_history, constants (beta by dimension)
-- writes: store.attitudes, one row per member and element with evidence; store.attitude_history, one row per member and
--   element whose score moved by a point or more since the last row before this day
delete from store.attitudes;

insert into store.attitudes
with asked as (
    select getvariable('as_of')::date as as_of
),

element_beta as (
    select e.element_key, coalesce(b.value, getvariable('beta'), 2)::double as beta,
    from store.elements as e
    left join constants as b on b.constant = 'beta' and e.dimension = b.subject
),

leaning as (
    select
        s.*,
        r.ratio as rho,
        round((b.beta + s.answered) / (b.beta + r.ratio * s.expected), 6) as leaning,
    from element_sums as s
    inner join element_beta as b using (element_key)
    inner join store.responsiveness as r using (member_key)
),

scored as (
    select *, round(100 * rho * leaning / (1 + rho * leaning), 4) as score,
    from leaning
),

last_score as (
    select h.member_key, h.element_key, arg_max(h.score, h.as_of) as score,
    from store.attitude_history as h
    cross join asked
    where h.as_of < asked.as_of
    group by all
)

select
    s.member_key,
    s.element_key,
    s.leaning,
    s.score,
    round(s.score - l.score, 4) as trend,
    round(s.expected, 6) as evidence,
    s.contacts,
    s.responses,
    s.last_contacted_on,
    s.last_responded_on,
from scored as s
left join last_score as l using (member_key, element_key)
order by s.member_key, s.element_key;

delete from store.attitude_history
where as_of = getvariable('as_of')::date;

insert into store.attitude_history
select member_key, element_key, getvariable('as_of')::date as as_of, score,
from store.attitudes
where coalesce(abs(trend) >= 1, true)
order by member_key, element_key;

drop table element_sums;
