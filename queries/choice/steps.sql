-- choice/steps: what would be used by those who are clear of the margin, at every height of it.
--   Gains are worth − toll + premium; step 0 is up to the lowest height, and each step is a fifth higher than the one
--   before it.
-- asks: trial; tolls (one number per offer), premiums (one per cell, the first that of no cell), lowest
-- reads: worths, settled
-- gives: one row per step and offer, of those who gain and may be contacted: members
with gain as (
    select
        w.offers,
        [v - getvariable('tolls')[w.offers[i]] + getvariable('premiums')[w.cell + 1] for v, i in w.worth] as gains,
    from worths as w
    anti join settled as s on w.chooser_key = s.chooser_key and s.trial = getvariable('trial')
    where not w.is_holdout
),

best as (
    select offers[list_position(gains, list_max(gains))] as offer, list_max(gains) as best_gain,
    from gain
)

select gain_step(best_gain, getvariable('lowest')) as step, offer, count(*) as members,
from best
where best_gain > 0
group by all
order by all;
