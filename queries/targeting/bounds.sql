-- targeting/bounds: what each member can be worth at most, without looking at what they lean to: a leaning is never
--   above (beta + R) / beta times what members like them may lean, R the answers behind their responsiveness. So those
--   who cannot reach the list need no closer look.
-- reads: passed, offers, offer_elements, store.value_leanings, store.constants, store.elements, store.scorings
-- writes: temp bounds, one row per member: value
create temp table bounds as
with best_value as (
    select v.attribute, v.element_key, max(v.log_ratio) as log_ratio,
    from store.value_leanings as v
    group by v.attribute, v.element_key
),

highest as (
    select element_key, sum(greatest(log_ratio, 0)) as log_attribute_leaning,
    from best_value
    group by element_key
),

asked as (
    select
        x.offer,
        sum(coalesce(l.log_attribute_leaning, 0)) as log_attribute_leaning,
        list(b.value) as betas,
    from offer_elements as x
    inner join store.elements as e on x.element_key = e.element_key
    inner join store.constants as b on b.constant = 'beta' and e.dimension = b.subject
    left join highest as l on x.element_key = l.element_key
    group by x.offer
),

base as (
    select
        f.offer, f.unit_cost::double as unit_cost, f.value_per_response::double as value_per_response,
        f.offer_log_ratio,
        s.base_rate, s.intercept, s.slope,
        coalesce(a.log_attribute_leaning, 0) as log_attribute_leaning,
        coalesce(list_min(a.betas), 1) as least_beta,
        coalesce(len(a.betas), 0) as count_elements,
    from offers as f
    cross join store.scorings as s
    left join asked as a on f.offer = a.offer
)

select
    p.member_key,
    max(
        1.000001 * greatest(f.value_per_response, 0) * (
            0.000000001 + propensity_of(
                f.base_rate, f.offer_log_ratio, f.intercept, f.slope,
                ln(p.rho) + f.log_attribute_leaning + f.count_elements * ln(1 + p.answered / f.least_beta)
            )
        ) - f.unit_cost + 0.000001
    ) as value,
from passed as p
cross join base as f
group by p.member_key;
