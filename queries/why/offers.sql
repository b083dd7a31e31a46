-- why/offers: what each offer of the plan is worth for the one member in the pool, open or closed; the sums of
--   targeting/options, told one by one. All of it is by today's scores.
-- asks: list_key, member_key, seed, campaign; chosen_by ('value', 'added', 'random' or
--   'number', then of the table numbers)
-- reads: offers, offer_levels, verdicts, numbers, store.persons, store.responsiveness, store.leanings, store.elements,
--   store.worths, store.scorings, store.list_tolls, store.unasked
-- gives: one row per offer: closed_by, the step of the first of today's rules that closes it (NULL: open), propensity,
--   unasked and added (NULL: past holdouts tell too little), money, priority; toll, the price of the room that a
--   contact took (NULL: the best were taken in turn), gain, what
--   it brings beyond; place among the open ones, the best is 1
with person as (
    select
        p.member_key,
        md5_number_upper(getvariable('seed')::varchar || '/' || getvariable('campaign') || '/' || p.member_id) as tie,
    from store.persons as p
    where p.member_key = getvariable('member_key')
),

element as (
    select f.offer, sum(ln(coalesce(a.leaning, 1))::decimal(18, 12))::double as log_leaning,
    from offers as f
    inner join store.elements as e
        on e.element = element_of(e.dimension, f.channel, f.product, f.timing, f.gift, f.own_elements)
    left join store.leanings as a on a.member_key = getvariable('member_key') and e.element_key = a.element_key
    group by f.offer
),

offered as (
    select offer, offer_log_worth(channel, product, timing, gift, own_elements) as offer_log_ratio,
    from offers
),

closing as (
    select offer, min(step) as step,
    from verdicts
    where offer is not null and cell is null
    group by offer
),

own as (
    select ratio
    from store.responsiveness
    where member_key = getvariable('member_key')
),

worth as (
    select
        f.offer, f.channel, f.product, f.timing, f.gift, f.own_elements, c.step as closed_by,
        as_chance(
            propensity_of(
                s.base_rate, w.offer_log_ratio, s.intercept, s.slope,
                ln(coalesce(o.ratio, 1)) + coalesce(e.log_leaning, 0)
            )
        ) as propensity,
        f.unit_cost, f.value_per_response,
        chance_in_arm(propensity, v.contacted_level, u.contacted_ratio) as contacted,
        chance_in_arm(propensity, v.unasked_level, u.unasked_ratio) as unasked,
        as_chance(contacted - unasked) as added,
        case
            when getvariable('chosen_by') = 'added'
                then worth_of_added(contacted, unasked, f.value_per_response, f.response_cost, f.unit_cost)
            else worth_of_contact(propensity, f.value_per_response, f.unit_cost)
        end as value,
        as_money(value) as expected_value,
        case getvariable('chosen_by')
            when 'number' then n.priority
            when 'random' then as_priority(p.tie)
            else value
        end as priority,
        f.capacity, l.toll,
        as_money(value - l.toll) as gain,
        f.response_cost,
    from offers as f
    inner join offered as w on f.offer = w.offer
    cross join person as p
    cross join store.scorings as s
    left join own as o on true
    left join offer_levels as v on f.offer = v.offer
    left join store.unasked as u on p.member_key = u.member_key
    left join element as e on f.offer = e.offer
    left join closing as c on f.offer = c.offer
    left join numbers as n on p.member_key = n.member_key
    left join store.list_tolls as l on l.list_key = getvariable('list_key') and f.offer = l.offer
)

select
    * exclude (value, response_cost, contacted, unasked, added) replace (
        propensity::double as propensity,
        unit_cost::double as unit_cost,
        (value_per_response + response_cost)::double as value_per_response,
        expected_value::double as expected_value,
        toll::double as toll,
        gain::double as gain
    ),
    case
        when closed_by is null
            then row_number() over (
                partition by closed_by is null
                order by coalesce(gain, priority) desc nulls last, propensity desc, offer
            )
    end as place,
    response_cost::double as response_cost,
    unasked::double as unasked,
    added::double as added,
    contacted::double as contacted,
from worth
order by offer;
