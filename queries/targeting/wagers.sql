-- targeting/wagers: what everyone not yet on the list would be worth were their responsiveness a draw from what is
--   known of it, a Gamma distribution that is the wider the less evidence there is. Who is unknown may be drawn far up;
--   who is known to answer seldom is not.
-- asks: trial, that of the list; seed, campaign
-- reads: hopes, settled, offers, candidates, store.scorings, store.persons
-- writes: temp wagers, one row per chooser and offer: what the draw is made from
-- source: Thompson sampling: Chapelle and Li, NIPS 2011; Gamma by Wilson and Hilferty, PNAS 17 (1931)
create temp table wagers as
select
    o.chooser_key, o.offer, o.propensity::double as propensity,
    greatest(f.value_per_response::double, 1e-9) as value_per_response,
    f.unit_cost::double as unit_cost,
    x.shown_alpha + c.answered as shape,
    greatest(x.slope, 0.05) as slope,
    normal_quantile(
        (md5_number_lower(
            getvariable('seed')::varchar || '/' || getvariable('campaign') || '/explore/' || p.member_id
        ) + 0.5) / 18446744073709551616.0
    ) as z,
from hopes as o
anti join settled as s on o.chooser_key = s.chooser_key and s.trial = getvariable('trial')
inner join offers as f on o.offer = f.offer
inner join store.persons as p on o.chooser_key = p.member_key
cross join store.scorings as x
inner join candidates as c on o.chooser_key = c.member_key;
