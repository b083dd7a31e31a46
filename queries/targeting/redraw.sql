-- targeting/redraw: what offers are worth by the draws, to those not on the list yet.
-- reads: hopes, wagers
-- writes: awaited, those of the pass 'explore'
insert into awaited by name
select
    'explore' as pass, 1 as band, o.chooser_key, o.offer, o.propensity,
    case
        when w.chooser_key is null then o.priority
        else as_priority((
            logistic(logit(w.propensity) + w.slope * ln(greatest(gamma_spread(w.shape, w.z), 0.001)))
            * w.value_per_response - w.unit_cost
        )::decimal(18, 9))
    end as priority,
from hopes as o
left join wagers as w on o.chooser_key = w.chooser_key and o.offer = w.offer;
