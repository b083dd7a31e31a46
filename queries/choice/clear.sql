-- choice/clear: those who gain most are on the list with their best offer, as far as all of them together keep every
--   limit.
-- asks: trial, stage; tolls (one number per offer), premiums (one per cell, the first that of no cell), lowest, step
--   (from which on)
-- reads: worths, settled
-- writes: places, one row per chooser, without a rank
insert into places by name
with gain as (
    select
        w.chooser_key, w.offers, w.is_holdout,
        [v - getvariable('tolls')[w.offers[i]] + getvariable('premiums')[w.cell + 1] for v, i in w.worth] as gains,
    from worths as w
    anti join settled as s on w.chooser_key = s.chooser_key and s.trial = getvariable('trial')
),

best as (
    select
        chooser_key, is_holdout,
        offers[list_position(gains, list_max(gains))] as offer,
        list_max(gains) as best_gain,
    from gain
)

select
    getvariable('trial')::integer as trial, getvariable('stage')::integer as stage, 0 as rank, chooser_key, offer,
    0 as propensity, is_holdout, best_gain as priority, false as is_explored,
from best
where best_gain > 0 and gain_step(best_gain, getvariable('lowest')) >= getvariable('step');
