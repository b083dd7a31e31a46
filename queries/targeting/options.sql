-- targeting/options: what each offer open to a candidate is worth.
--   odds = base odds * product of what elements are worth * e^intercept * (responsiveness * product of leanings) ^
--   slope; odds keep it within (0, 1). Worths, intercept and slope are learned from past campaigns.
--   value = propensity * value of a response - cost; priority is what members are taken by, value unless the plan has
--   another.
-- reads: candidates, plans, closed, offers, offer_elements, leanings, numbers, store.scorings
-- writes: temp options, one row per plan, candidate and open offer
create temp table options as
with leaning as (
    select e.plan, a.member_key, e.offer, sum(ln(a.leaning)::decimal(18, 12))::double as log_leaning,
    from leanings as a
    inner join offer_elements as e on a.element_key = e.element_key
    group by e.plan, a.member_key, e.offer
),

scored as (
    select
        c.plan, c.member_key, f.offer, f.unit_cost, f.value_per_response, c.tie,
        as_chance(
            propensity_of(
                s.base_rate, f.offer_log_ratio, s.intercept, s.slope, ln(c.rho) + coalesce(l.log_leaning, 0)
            )
        ) as propensity,
    from candidates as c
    inner join offers as f on c.plan = f.plan
    cross join store.scorings as s
    anti join closed as x on c.plan = x.plan and c.member_key = x.member_key and f.offer = x.offer
    left join leaning as l on c.plan = l.plan and c.member_key = l.member_key and f.offer = l.offer
)

select
    s.plan, s.member_key, s.offer, s.propensity,
    worth_of_contact(s.propensity, s.value_per_response, s.unit_cost) as value,
    case p.chosen_by when 'value' then value when 'random' then as_priority(s.tie) else n.priority end
        as priority,
from scored as s
inner join plans as p on s.plan = p.plan
left join numbers as n on s.member_key = n.member_key;
