-- score/choice_steps: beside score/steps, what was known of each member before each campaign from what they chose when
--   answering, of the element that the contact had.
-- asks: half_life_days
-- reads: step_contacts, store.choice_parts, store.treatment_elements, store.elements
-- gives: one row per closed contact that is learned from and dimension, where the member could choose the element
--   before: contact_number, dimension, c how often they did, d how often others did
with asked as (
    select c.contact_number, c.member_key, c.first_day, e.dimension, e.element_key,
    from step_contacts as c
    inner join store.treatment_elements as x on c.treatment_key = x.treatment_key
    inner join store.elements as e on x.dimension = e.dimension and x.element = e.element
    where c.is_closed
),

pair as (
    select
        c.contact_number, c.dimension,
        power(2, (h.contacted_on - c.first_day) / getvariable('half_life_days')) as weight,
        (case when h.is_chosen then weight else 0 end)::decimal(18, 12) as chosen,
        (weight * h.share)::decimal(18, 12) as foreseen,
    from asked as c
    inner join store.choice_parts as h
        on c.member_key = h.member_key and c.element_key = h.element_key and c.first_day > h.closes_on
)

select contact_number, dimension, sum(chosen)::double as c, sum(foreseen)::double as d,
from pair
group by contact_number, dimension
order by contact_number, dimension;
