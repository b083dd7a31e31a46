-- score/own_steps: as score/steps, of the dimensions that the settings name: what was known of each member before each
--   campaign of the element that its contact had.
-- asks: half_life_days
-- reads: step_contacts, evidence, store.treatment_elements, store.own_dimensions
-- gives: one row per closed contact that is learned from and own dimension it has an element of, where earlier contacts
--   had that element: contact_number, dimension, r and e, observed and expected
with part as (
    select x.treatment_key, x.dimension, x.element,
    from store.treatment_elements as x
    semi join store.own_dimensions as d on x.dimension = d.dimension
),

asked as (
    select c.contact_number, c.member_key, c.first_day, p.dimension, p.element,
    from step_contacts as c
    inner join part as p on c.treatment_key = p.treatment_key
    where c.is_closed
),

earlier as (
    select e.member_key, e.contacted_on, e.closes_on, e.is_answered, e.rate, p.dimension, p.element,
    from evidence as e
    inner join part as p on e.treatment_key = p.treatment_key
    where e.is_closed
),

pair as (
    select
        c.contact_number, c.dimension,
        power(2, (b.contacted_on - c.first_day) / getvariable('half_life_days')) as weight,
        (case when b.is_answered then weight else 0 end)::decimal(18, 12) as answered,
        (weight * b.rate)::decimal(18, 12) as expected,
    from asked as c
    inner join earlier as b
        on
            c.member_key = b.member_key
            and c.dimension = b.dimension
            and c.element = b.element
            and c.first_day > b.closes_on
)

select contact_number, dimension, sum(answered)::double as r, sum(expected)::double as e,
from pair
group by contact_number, dimension
order by contact_number, dimension;
