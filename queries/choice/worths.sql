-- choice/worths: what each offer open to a candidate is worth to the choice: its priority, what it saves of stock that
--   would be worth less than nothing, and a speck that tells equal values apart, by a hash of the member.
-- asks: bonus (one number per offer); speck (the most it adds)
-- reads: bids, choosers
-- writes: temp worths, one row per chooser: offers and worth go together, element by element
create temp table worths as
with waiting as (
    select chooser_key, list_sort(list((offer, priority::double))) as options,
    from bids
    group by chooser_key
)

select
    w.chooser_key, c.tie, c.is_holdout, coalesce(c.cell, 0) as cell,
    [o[1] for o in w.options] as offers,
    [specked(o[2] + getvariable('bonus')[o[1]], getvariable('speck'), c.tie, o[1]) for o in w.options] as worth,
from waiting as w
inner join choosers as c on w.chooser_key = c.chooser_key;
