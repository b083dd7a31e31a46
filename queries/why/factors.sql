-- why/factors: the propensity of each offer as odds and what they are multiplied by; together they are the
--   propensity of why/offers. What a factor is above 1 raises, below 1 lowers.
-- asks: member_key
-- reads: offers, store.responsiveness, store.leanings, store.elements, store.scorings
-- gives: one row per offer and factor: kind ('base', 'offer', 'history', 'responsiveness', 'leaning'), subject,
--   ratio as the scores have it, factor as it counts here
with element as (
    select f.offer, e.element_key, e.dimension || ' ' || e.element as subject, e.ratio, e.worth,
    from offers as f
    inner join store.elements as e
        on
            (e.dimension = 'channel' and e.element = f.channel)
            or (e.dimension = 'product' and e.element = f.product)
            or (e.dimension = 'timing' and e.element = f.timing)
            or (e.dimension = 'gift' and e.element = f.gift)
),

factor as (
    select
        f.offer, 1 as line, 'base' as kind, 'base rate' as subject, s.base_rate as ratio,
        s.base_rate / (1 - s.base_rate) as factor,
    from offers as f
    cross join store.scorings as s
    union all
    select e.offer, 2 as line, 'offer' as kind, e.subject, e.ratio, e.worth as factor,
    from element as e
    union all
    select
        f.offer, 3 as line, 'history' as kind, 'past campaigns' as subject, null as ratio,
        exp(s.intercept) as factor,
    from offers as f
    cross join store.scorings as s
    union all
    select
        f.offer, 4 as line, 'responsiveness' as kind, 'responsiveness' as subject, r.ratio,
        power(r.ratio, s.slope) as factor,
    from offers as f
    cross join store.scorings as s
    inner join store.responsiveness as r on r.member_key = getvariable('member_key')
    union all
    select e.offer, 5 as line, 'leaning' as kind, e.subject, a.leaning as ratio, power(a.leaning, s.slope) as factor,
    from element as e
    cross join store.scorings as s
    inner join store.leanings as a on a.member_key = getvariable('member_key') and e.element_key = a.element_key
)

select offer, kind, subject, round(ratio, 6) as ratio, factor,
from factor
order by offer, line, subject;
