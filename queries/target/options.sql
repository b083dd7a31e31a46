-- target/options: what each offer open to a candidate is worth.
--   odds = base odds * product of what elements are worth * e^intercept * (responsiveness * product of leanings) ^
--   slope; odds keep it within (0, 1). Worths, intercept and slope are learned from past campaigns.
--   value = propensity * value of a response - cost; priority is what members are taken by, value unless the plan has
--   another.
-- asks: chosen_by ('value', 'random' or 'number', then of the table numbers)
-- reads: candidates, closed, offers, offer_elements, leanings, numbers, store.scorings
-- writes: temp options, one row per candidate and open offer
create or replace temp table options as
with leaning as (
    select a.member_key, e.offer, sum(ln(a.leaning)::decimal(18, 12))::double as log_leaning,
    from leanings as a
    inner join offer_elements as e on a.element_key = e.element_key
    group by a.member_key, e.offer
),

scored as (
    select
        c.member_key, f.offer, f.unit_cost, f.value_per_response, c.tie,
        as_chance(
            propensity_of(
                s.base_rate, f.offer_log_ratio, s.intercept, s.slope, ln(c.rho) + coalesce(l.log_leaning, 0)
            )
        ) as propensity,
    from candidates as c
    cross join offers as f
    cross join store.scorings as s
    anti join closed as x on c.member_key = x.member_key and f.offer = x.offer
    left join leaning as l on c.member_key = l.member_key and f.offer = l.offer
)

select
    s.member_key, s.offer, s.propensity,
    worth_of_contact(s.propensity, s.value_per_response, s.unit_cost) as value,
    case getvariable('chosen_by') when 'value' then value when 'random' then as_priority(s.tie) else n.priority end
        as priority,
from scored as s
left join numbers as n on s.member_key = n.member_key;
