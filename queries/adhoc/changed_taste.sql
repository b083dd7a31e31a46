-- adhoc/changed_taste: members whose taste has changed most between two days
-- gives: one row per member and element, the largest change first; first and last score within the days, and the change
-- asks: dimension (text, none): channel, product, timing or gift; left out: all
-- asks: since (date, none): the first day; left out: from the beginning
-- asks: until (date, none): the last day; left out: to the end
-- asks: rows (integer, 20): at most so many rows
--   What attitude_history shows takes many minutes to work out for everybody, so it is for those alone who can be among
--   the rows.
-- reads: store.responsiveness, store.scorings, store.constants, store.cells, store.value_leanings, store.persons,
--   store.elements, store.profiles, store.treatment_elements, store.trials
with asked as (
    select
        getvariable('dimension')::varchar as dimension,
        getvariable('since')::date as since,
        getvariable('until')::date as until,
        coalesce(getvariable('rows'), 20)::bigint as rows,
),

-- what attributes can say of an element at least and at most
said as (
    select exp(coalesce(sum(least(lowest, 0)), 0)) as least_said, exp(coalesce(sum(greatest(highest, 0)), 0)) as most_said,
    from (
        select attribute, min(log_ratio) as lowest, max(log_ratio) as highest,
        from store.value_leanings
        group by attribute
    )
),

-- what a member's sums cannot have been beyond: nothing of them has faded, or all answers have
reach as (
    select
        r.member_key, s.alpha, b.beta, x.least_said, x.most_said, r.lookalike, r.responses,
        r.expected / power(2, (f.first_on - s.as_of) / s.half_life_days) as expected,
        ratio_of(r.lookalike, s.alpha, r.responses, 0) as highest,
        ratio_of(r.lookalike, s.alpha, 0, expected) as lowest,
    from store.responsiveness as r
    cross join store.scorings as s
    cross join said as x
    cross join (select min(value) as beta from store.constants where constant = 'beta') as b
    cross join (select min(contacted_on) as first_on from store.cells) as f
    where r.contacts > 1
),

-- so that no score of theirs can have changed by more than this
bound as (
    select
        member_key,
        score_of(highest * leaning_of(most_said, beta, responses, 0, 0))
        - score_of(lowest * leaning_of(least_said, beta, 0, highest, expected)) + 0.001 as most,
    from reach
),

-- those who could have changed most are looked at first: whoever cannot beat the changes found there need not be
first_look as (
    select p.member_key, p.member_id,
    from (select member_key from bound order by most desc limit 20000) as b
    inner join store.persons as p on b.member_key = p.member_key
),

first_course as (
    select
        arg_min(h.score, h.known_on) as first_score,
        arg_max(h.score, h.known_on) as last_score,
        min(h.known_on) as first_on,
        max(h.known_on) as last_on,
    from store.history_of('first_look') as h
    cross join asked as a
    where
        coalesce(h.dimension = a.dimension, true)
        and coalesce(h.known_on >= a.since, true)
        and coalesce(h.known_on <= a.until, true)
    group by h.member_key, h.element_key
),

found as (
    select abs(last_score - first_score) as change,
    from first_course
    where first_on < last_on
    qualify row_number() over (order by change desc) = (select a.rows from asked as a)
),

second_look as (
    select p.member_key, p.member_id,
    from bound as b
    inner join store.persons as p on b.member_key = p.member_key
    where b.most >= coalesce((select f.change from found as f), 0)
),

course as (
    select
        h.member_id, h.dimension, h.element,
        arg_min(h.score, h.known_on) as first_score,
        arg_max(h.score, h.known_on) as last_score,
        min(h.known_on) as first_on,
        max(h.known_on) as last_on,
    from store.history_of('second_look') as h
    cross join asked as a
    where
        coalesce(h.dimension = a.dimension, true)
        and coalesce(h.known_on >= a.since, true)
        and coalesce(h.known_on <= a.until, true)
    group by h.member_id, h.dimension, h.element
)

select member_id, dimension, element, first_score, last_score, last_score - first_score as change, last_on,
from course
where first_on < last_on
order by abs(last_score - first_score) desc, member_id, dimension, element
limit coalesce(getvariable('rows'), 20);
