-- targeting/options: what each offer open to a candidate is worth.
--   odds = base odds * product of what elements are worth * e^intercept * (responsiveness * product of leanings) ^
--   slope; odds keep it within (0, 1). Worths, intercept and slope are learned from past campaigns.
--   value = propensity * value of a response - cost. Where past holdouts tell enough, unasked is the chance that the
--   member does it without a contact, and added what the contact adds to it; a plan that chooses by what is added
--   counts
--   the value of that alone, less the cost of the contact and of what all who answer are given.
--   priority is what members are taken by, value unless the plan has another.
-- reads: candidates, plans, closed, offers, offer_elements, offer_levels, leanings, numbers, store.scorings,
--   store.unasked
-- writes: temp options, one row per plan, candidate and open offer; unasked and added are NULL where nobody can tell
create temp table options as
with leaning as (
    select e.plan, a.member_key, e.offer, sum(ln(a.leaning)::decimal(18, 12))::double as log_leaning,
    from leanings as a
    inner join offer_elements as e on a.element_key = e.element_key
    group by e.plan, a.member_key, e.offer
),

scored as (
    select
        c.plan, c.member_key, f.offer, f.unit_cost, f.value_per_response, f.response_cost, c.tie,
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
),

told as (
    select
        s.*,
        chance_in_arm(s.propensity, v.contacted_level, u.contacted_ratio) as contacted,
        chance_in_arm(s.propensity, v.unasked_level, u.unasked_ratio) as unasked,
    from scored as s
    left join offer_levels as v on s.plan = v.plan and s.offer = v.offer
    left join store.unasked as u on s.member_key = u.member_key
)

select
    s.plan, s.member_key, s.offer, s.propensity, s.unasked,
    as_chance(s.contacted - s.unasked) as added,
    case
        when p.chosen_by = 'added'
            then worth_of_added(s.contacted, s.unasked, s.value_per_response, s.response_cost, s.unit_cost)
        else worth_of_contact(s.propensity, s.value_per_response, s.unit_cost)
    end as value,
    case p.chosen_by when 'random' then as_priority(s.tie) when 'number' then n.priority else value end as priority,
from told as s
inner join plans as p on s.plan = p.plan
left join numbers as n on s.member_key = n.member_key;
