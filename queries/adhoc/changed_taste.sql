-- adhoc/changed_taste: members whose taste has changed most between two days
-- gives: one row per member and element, the largest change first; first and last score within the days, and the
--   change; last_low and last_high hold the true score of the last day nine times in ten. Most changes are of what is
--   known of a member, not of the member: see the README
-- asks: dimension (text, none): channel, product, timing or gift; left out: all
-- asks: since (date, none): the first day; left out: from the beginning
-- asks: until (date, none): the last day; left out: to the end
-- asks: rows (integer, 20): at most so many rows
--   What attitude_history shows takes many minutes to work out for everybody, so it is for those alone who can be among
--   the rows.
-- reads: store.responsiveness, store.scorings, store.constants, store.cells, store.value_leanings, store.persons,
--   store.elements, store.profiles, store.treatment_elements, store.choice_parts, store.trials
with asked as (
    select
        getvariable('dimension')::varchar as dimension,
        getvariable('since')::date as since,
        getvariable('until')::date as until,
        coalesce(getvariable('rows'), 20)::bigint as rows,
),

-- what attributes can say of an element at most
attribute as (
    select attribute, max(log_ratio) as highest,
    from store.value_leanings
    group by attribute
),

said as (
    select exp(coalesce(sum(greatest(highest, 0)), 0)) as attribute_leaning,
    from attribute
),

shrunk as (
    select min(value) as beta,
    from store.constants
    where constant = 'beta'
),

contacted as (
    select min(contacted_on) as first_on,
    from store.cells
),

-- what a member's sums have been at most: of their answers and of what was expected nothing has faded; from one day to
-- another all of it fades to the share left, at least
reach as (
    select
        r.member_key, s.shown_alpha as alpha, b.beta, r.lookalike,
        r.responses as answered,
        r.expected / power(2, (f.first_on - s.as_of) / s.half_life_days) as expected,
        power(2, (f.first_on - s.as_of) / s.half_life_days) as kept,
        x.attribute_leaning * ratio_of(r.lookalike, s.shown_alpha, answered, 0) * expected as element_expected,
        s.shown_alpha / (s.shown_alpha + r.lookalike * expected) as least_rho,
    from store.responsiveness as r
    cross join store.scorings as s
    cross join said as x
    cross join shrunk as b
    cross join contacted as f
    where r.contacts > 1
),

-- the logarithm of what ratio and leaning can have grown by when all answers came, and fallen by when none did
moved as (
    select
        member_key,
        ln(1 + answered / alpha) + ln((alpha + lookalike * expected) / (alpha + lookalike * kept * expected))
        + ln(1 + answered / beta) + ln((beta + element_expected) / (beta + kept * least_rho * element_expected)) as up,
        ln((alpha + answered) / (alpha + kept * answered)) + ln(1 + lookalike * expected / alpha)
        + ln((beta + answered) / (beta + kept * answered)) + ln(1 + element_expected / beta) as down,
    from reach
),

-- so that no score of theirs can have changed by more than this, which it would around 50
bound as (
    select member_key, 100 * tanh(greatest(up, down) / 4) + 0.001 as most,
    from moved
),

-- those who could have changed most are looked at first: whoever cannot beat the changes found there need not be
first_look as ( -- noqa: ST03
    select member_key, member_key as member_id,
    from bound
    order by most desc
    limit 20000
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

least as (
    select coalesce(max(change), 0) as change,
    from found
),

second_look as ( -- noqa: ST03
    select b.member_key, b.member_key as member_id,
    from bound as b
    inner join least as f on b.most >= f.change - 1e-9 -- whatever the last digits of either are
),

course as (
    select
        h.member_key, h.element_key,
        arg_min(h.score, h.known_on) as first_score,
        arg_max(h.score, h.known_on) as last_score,
        arg_max(h.score_low, h.known_on) as last_low,
        arg_max(h.score_high, h.known_on) as last_high,
        min(h.known_on) as first_on,
        max(h.known_on) as last_on,
    from store.history_of('second_look') as h
    cross join asked as a
    where
        coalesce(h.dimension = a.dimension, true)
        and coalesce(h.known_on >= a.since, true)
        and coalesce(h.known_on <= a.until, true)
    group by h.member_key, h.element_key
)

select
    p.member_id, e.dimension, e.element, c.first_score, c.last_score, c.last_score - c.first_score as change, c.last_on,
    c.last_low, c.last_high,
from course as c
inner join least as f on abs(c.last_score - c.first_score) >= f.change
inner join store.persons as p on c.member_key = p.member_key
inner join store.elements as e on c.element_key = e.element_key
where c.first_on < c.last_on
order by abs(c.last_score - c.first_score) desc, p.member_id, e.dimension, e.element
limit coalesce(getvariable('rows'), 20);
