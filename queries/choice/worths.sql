-- choice/worths: what each offer open to a candidate is worth to the choice: its priority, what it saves of stock that
--   would be worth less than nothing, and a speck that tells equal values apart, by a hash of the member.
-- asks: bonus (one number per offer); speck (the most it adds)
-- reads: bids, choosers
-- writes: temp worths, one row per chooser: offers and worth go together, element by element
create temp table worths as
with waiting as (
    select
        o.chooser_key,
        list(o.offer order by o.offer) as offers,
        list(o.priority::double order by o.offer) as priorities,
    from bids as o
    group by o.chooser_key
)

select
    w.chooser_key, c.tie, c.is_holdout, coalesce(c.cell, 0) as cell, w.offers,
    [
        specked(v + getvariable('bonus')[w.offers[i]], getvariable('speck'), c.tie, w.offers[i])
        for v, i in w.priorities
    ] as worth,
from waiting as w
inner join choosers as c on w.chooser_key = c.chooser_key;
