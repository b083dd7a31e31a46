-- target/options: what each offer open to a candidate is worth.
--   odds = base odds * product of what elements are worth * e^intercept * (responsiveness * product of leanings) ^
--   slope; odds keep it within (0, 1). Worths, intercept and slope are learned from past campaigns.
--   value = propensity * value of a response - cost; priority is what members are taken by, value unless the plan has
--   another.
-- asks: chosen_by ('value', 'random' or 'number', then of the table numbers)
-- reads: candidates, closed, offers, numbers, store.responsiveness, store.leanings, store.elements, store.scorings
-- writes: temp options, one row per candidate and open offer
create or replace temp table options as
with offer_element as (
    select f.offer, e.element_key, e.worth,
    from offers as f
    inner join store.elements as e
        on
            (e.dimension = 'channel' and e.element = f.channel)
            or (e.dimension = 'product' and e.element = f.product)
            or (e.dimension = 'timing' and e.element = f.timing)
            or (e.dimension = 'gift' and e.element = f.gift)
),

base as (
    select
        f.offer, f.unit_cost::double as unit_cost, f.value_per_response,
        s.base_rate, s.slope, s.intercept,
        coalesce(sum(ln(e.worth)::decimal(18, 12)), 0)::double as offer_log_ratio,
    from offers as f
    cross join store.scorings as s
    left join offer_element as e on f.offer = e.offer
    group by all
),

leaning as (
    select a.member_key, e.offer, sum(ln(a.leaning)::decimal(18, 12))::double as log_leaning,
    from store.leanings as a
    semi join candidates as c on a.member_key = c.member_key
    inner join offer_element as e on a.element_key = e.element_key
    group by a.member_key, e.offer
),

scored as (
    select
        c.member_key, b.offer, b.unit_cost, b.value_per_response, c.tie,
        round(
            propensity_of(
                b.base_rate, b.offer_log_ratio, b.intercept, b.slope,
                ln(coalesce(r.ratio, 1)) + coalesce(l.log_leaning, 0)
            ),
            9
        ) as propensity,
    from candidates as c
    cross join base as b
    anti join closed as x on c.member_key = x.member_key and b.offer = x.offer
    left join store.responsiveness as r on c.member_key = r.member_key
    left join leaning as l on c.member_key = l.member_key and b.offer = l.offer
)

select
    s.member_key, s.offer, s.propensity,
    round(s.propensity * s.value_per_response - s.unit_cost, 9) as value,
    case getvariable('chosen_by') when 'value' then value when 'random' then s.tie / 2::double ^ 64 else n.priority end
        as priority,
from scored as s
left join numbers as n on s.member_key = n.member_key;
