-- why/before: how many of those for whom a list had no place stand before a member. Each counts with the best offer
--   of the plan, as if all were open to them: exact for one offer, an upper bound for several. Held-out members
--   take no place.
-- asks: list_key, step (of the rule that the list was full), seed, campaign, draw, holdout_share; member_key, priority,
--   propensity; element_keys (of the offers: told, so that other leanings are not looked up)
-- reads: store.list_exclusions, store.persons, draw_ids, offers, store.elements, store.worths, store.responsiveness,
--   store.leanings, store.scorings
-- gives: one row: contacts
with waiting as (
    select member_key
    from store.list_exclusions
    where list_key = getvariable('list_key') and step = getvariable('step')
),

offer_element as (
    select f.offer, e.element_key,
    from offers as f
    inner join store.elements as e
        on e.element = element_of(e.dimension, f.channel, f.product, f.timing, f.gift, f.own_elements)
),

base as (
    select
        f.offer, f.unit_cost, f.value_per_response,
        s.base_rate, s.slope, s.intercept,
        offer_log_worth(f.channel, f.product, f.timing, f.gift, f.own_elements) as offer_log_ratio,
    from offers as f
    cross join store.scorings as s
),

leaning as (
    select a.member_key, e.offer, sum(ln(a.leaning)::decimal(18, 12))::double as log_leaning,
    from store.leanings as a
    semi join waiting as w on a.member_key = w.member_key
    inner join offer_element as e on a.element_key = e.element_key
    where list_contains(getvariable('element_keys'), a.element_key)
    group by a.member_key, e.offer
),

worth as (
    select
        w.member_key,
        as_chance(
            propensity_of(
                b.base_rate, b.offer_log_ratio, b.intercept, b.slope,
                ln(coalesce(r.ratio, 1)) + coalesce(l.log_leaning, 0)
            )
        ) as propensity,
        worth_of_contact(propensity, b.value_per_response, b.unit_cost) as priority,
    from waiting as w
    cross join base as b
    left join store.responsiveness as r on w.member_key = r.member_key
    left join leaning as l on w.member_key = l.member_key and b.offer = l.offer
),

best as (
    select member_key, max((priority, propensity)) as best,
    from worth
    group by member_key
),

placed as (
    select
        b.member_key, b.best, p.member_id, coalesce(s.draw_id, p.member_id) as draw_id,
        concat_ws(
            '/', getvariable('seed')::varchar, coalesce(getvariable('draw'), getvariable('campaign')), ''
        ) as draw_key,
        md5_number_upper(
            getvariable('seed')::varchar || '/' || getvariable('campaign') || '/' || p.member_id
        ) as tie,
    from best as b
    inner join store.persons as p on b.member_key = p.member_key
    left join draw_ids as s on b.member_key = s.member_key
),

own as (
    select
        (as_priority(getvariable('priority')), as_chance(getvariable('propensity'))) as best,
        (select tie from placed where member_key = getvariable('member_key')) as tie,
)

select count(*) as contacts,
from placed as p
cross join own as o
where
    (p.best > o.best or (p.best = o.best and p.tie < o.tie))
    and md5_number_lower(p.draw_key || p.draw_id) / 18446744073709551616.0 >= getvariable('holdout_share');
