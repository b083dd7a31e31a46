-- element/partners: what an element did with each element of the other dimensions: how often members answered, and what
--   both bring together beyond what they bring alone.
--   together = (kappa + R) / (kappa + alone E): R and E are answers and those expected of the contacts with both, faded
--   by their age; alone, what both are worth in an offer. 1: no more than alone; with little evidence it is near 1. Of
--   pairs that the scores know it is their ratio over alone, see score/pairs.
-- asks: dimension, element
-- reads: treatment_sums, store.treatment_elements, store.elements, store.scorings
-- gives: one row per partner, the best together first: dimension, element, contacts, answers, rate with Wilson's 95 %
--   interval, together with its 95 % interval; of contacts whose window has closed
with part as (
    select p.treatment_key, e.dimension, e.element, e.worth,
    from store.treatment_elements as p
    inner join store.elements as e on p.dimension = e.dimension and p.element = e.element
),

pair as (
    select
        b.dimension, b.element,
        any_value(a.worth * b.worth) as alone,
        sum(t.contacts)::bigint as contacts,
        sum(t.responses)::bigint as answers,
        sum(t.answered::decimal(38, 12))::double as answered,
        sum((t.weight * t.rate)::decimal(38, 12))::double as expected,
    from treatment_sums as t
    inner join part as a
        on
            t.treatment_key = a.treatment_key
            and a.dimension = getvariable('dimension')
            and a.element = getvariable('element')
    inner join part as b on t.treatment_key = b.treatment_key and b.dimension <> a.dimension
    where t.is_closed
    group by b.dimension, b.element
),

rated as (
    select
        p.*,
        rounded((s.kappa + p.answered) / (s.kappa + p.alone * p.expected), 6) as together,
        s.kappa + p.answered as shape,
    from pair as p
    cross join store.scorings as s
)

select
    dimension, element, contacts, answers,
    answers / contacts as rate,
    wilson_low(answers, contacts) as rate_low,
    wilson_high(answers, contacts) as rate_high,
    together,
    rounded(together * gamma_spread(shape, -1.96), 6) as together_low,
    rounded(together * gamma_spread(shape, 1.96), 6) as together_high,
from rated
order by together desc, dimension, element;
