-- target/explore: gives everyone not yet on the list another priority: what they would be worth were their
--   responsiveness a draw from what is known of it, a Gamma distribution that is the wider the less evidence there is.
--   Who is unknown may be drawn far up; who is known to answer seldom is not.
-- asks: seed, campaign
-- reads: options, settled, offers, candidates, store.scorings, store.persons
-- writes: options, temp wagers, one row per member and offer: what the draw was made from
-- source: Thompson sampling: Chapelle and Li, NIPS 2011; Gamma by Wilson and Hilferty, PNAS 17 (1931)
create or replace temp table wagers as
select
    o.member_key, o.offer, o.propensity::double as propensity,
    greatest(f.value_per_response::double, 1e-9) as value_per_response,
    f.unit_cost::double as unit_cost,
    x.alpha + c.answered as shape,
    greatest(x.slope, 0.05) as slope,
    normal_quantile(
        (md5_number_lower(
            getvariable('seed')::varchar || '/' || getvariable('campaign') || '/explore/' || p.member_id
        ) + 0.5) / 18446744073709551616.0
    ) as z,
from options as o
anti join settled as s on o.member_key = s.member_key
inner join offers as f on o.offer = f.offer
inner join store.persons as p on o.member_key = p.member_key
cross join store.scorings as x
inner join candidates as c on o.member_key = c.member_key;

update options
set
    priority = as_priority((
        logistic(logit(w.propensity) + w.slope * ln(greatest(gamma_spread(w.shape, w.z), 0.001)))
        * w.value_per_response - w.unit_cost
    )::decimal(18, 9))
from wagers as w
where options.member_key = w.member_key and options.offer = w.offer;
