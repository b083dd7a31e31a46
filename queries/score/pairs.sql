-- score/pairs: what works together: a product with an element of another dimension, beyond what both bring alone.
--   ratio = alone (kappa + R) / (kappa + alone E), alone what both are worth in an offer: with little
--   evidence of the pair, that is what its parts say. Pairs with fewer than one expected response are left out.
--   worth is what an offer with both is worth beyond them, to the power learned of what shows within
--   campaigns: 1 where nothing was learned of it.
-- asks: kappa (20); offer_power (1)
-- reads: treatment_sums, store.treatment_elements, store.elements, parts_within
-- writes: store.element_pairs, one row per pair with evidence
delete from store.element_pairs;

insert into store.element_pairs
with asked as (
    select coalesce(getvariable('kappa'), 20)::double as kappa, coalesce(getvariable('offer_power'), 1) as offer_power
),

part as (
    select p.treatment_key, e.element_key, e.dimension, e.element, e.worth,
    from store.treatment_elements as p
    inner join store.elements as e using (dimension, element)
),

pair as (
    select
        a.element_key as first_key,
        b.element_key as second_key,
        any_value(a.worth * b.worth) as alone,
        any_value(rounded(coalesce(power(w.ratio, offer_power), 1), 6)) as worth,
        sum(t.contacts)::bigint as contacts,
        sum(t.responses)::bigint as responses,
        sum(t.answered::decimal(38, 12))::double as answered,
        sum((t.weight * t.rate)::decimal(38, 12))::double as expected,
    from treatment_sums as t
    inner join part as a on t.treatment_key = a.treatment_key and a.dimension = 'product'
    inner join part as b on t.treatment_key = b.treatment_key and b.dimension <> 'product'
    cross join asked
    left join parts_within as w
        on a.element = w.product and b.dimension = w.dimension and b.element = w.element
    where t.is_closed
    group by a.element_key, b.element_key
)

select
    first_key, second_key, contacts, responses, answered, expected,
    rounded(alone * (kappa + answered) / (kappa + alone * expected), 6) as ratio,
    worth,
from pair
cross join asked
where expected >= 1 or worth <> 1
order by first_key, second_key;
