-- why/factors: the propensity of each offer as odds and what they are multiplied by; together they are the
--   propensity of why/offers. What a factor is above 1 raises, below 1 lowers.
--   What attributes say together is a part of responsiveness, and is told beside what else there is of it.
-- asks: member_key; together (attributes that move most what they say together, in words)
-- reads: offers, store.responsiveness, store.together, store.leanings, store.elements, store.worths, store.scorings
-- gives: one row per offer and factor: kind ('base', 'offer', 'pair', 'history', 'responsiveness', 'together',
--   'leaning'), subject, ratio as the scores have it (of a pair: of both together), factor as it counts here
with person as (
    select r.ratio, coalesce(exp(t.log_ratio), 1) as together,
    from store.responsiveness as r
    left join store.together as t on r.member_key = t.member_key
    where r.member_key = getvariable('member_key')
),

element as (
    select f.offer, e.element_key, e.dimension || ' ' || e.element as subject,
    from offers as f
    inner join store.elements as e
        on e.element = element_of(e.dimension, f.channel, f.product, f.timing, f.gift, f.own_elements)
),

worth as (
    select
        f.offer, w.with_product, w.ratio, w.worth,
        coalesce('product ' || w.with_product || ' with ', '') || w.dimension || ' ' || w.element as subject,
    from offers as f
    inner join store.worths as w
        on
            w.element = element_of(w.dimension, f.channel, f.product, f.timing, f.gift, f.own_elements)
            and (w.with_product is null or w.with_product = f.product)
),

factor as (
    select
        f.offer, 1 as line, 'base' as kind, 'base rate' as subject, s.base_rate as ratio,
        s.base_rate / (1 - s.base_rate) as factor,
    from offers as f
    cross join store.scorings as s
    union all
    select
        w.offer, 2 as line, case when w.with_product is null then 'offer' else 'pair' end as kind, w.subject, w.ratio,
        w.worth as factor,
    from worth as w
    union all
    select
        f.offer, 3 as line, 'history' as kind, 'past campaigns' as subject, null as ratio,
        exp(s.intercept) as factor,
    from offers as f
    cross join store.scorings as s
    union all
    select
        f.offer, 4 as line, 'responsiveness' as kind, 'responsiveness' as subject, p.ratio / p.together as ratio,
        power(p.ratio / p.together, s.slope) as factor,
    from offers as f
    cross join store.scorings as s
    cross join person as p
    union all
    select
        f.offer, 5 as line, 'together' as kind, coalesce(getvariable('together'), '')::varchar as subject,
        p.together as ratio, power(p.together, s.slope) as factor,
    from offers as f
    cross join store.scorings as s
    cross join person as p
    where p.together <> 1
    union all
    select e.offer, 6 as line, 'leaning' as kind, e.subject, a.leaning as ratio, power(a.leaning, s.slope) as factor,
    from element as e
    cross join store.scorings as s
    inner join store.leanings as a on a.member_key = getvariable('member_key') and e.element_key = a.element_key
)

select offer, kind, subject, rounded(ratio, 6) as ratio, factor,
from factor
order by offer, line, subject;
