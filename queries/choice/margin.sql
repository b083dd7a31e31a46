-- choice/margin: those who may be contacted and are nearest to changing their mind at the prices, with what they got.
-- asks: trial; tolls (one number per offer), premiums (one per cell, the first that of no cell), most (members)
-- reads: worths, settled
-- gives: one row per member: chooser_key, cell, offers, worth, offer (NULL: none)
with gain as (
    select
        chooser_key, tie, cell, offers, worth,
        list_append(
            [w - getvariable('tolls')[offers[i]] + getvariable('premiums')[cell + 1] for w, i in worth], 0
        ) as gains,
    from worths
    where not is_holdout
),

best as (
    select *, list_max(gains) as best_gain, list_position(gains, list_max(gains)) as best_place,
    from gain
),

near as (
    select
        chooser_key, tie, cell, offers, worth,
        best_gain - list_max([case when i <> best_place then g end for g, i in gains]) as margin,
    from best
    order by margin, tie, chooser_key
    limit getvariable('most')
)

select n.chooser_key, n.cell, n.offers, n.worth, s.offer,
from near as n
left join settled as s on n.chooser_key = s.chooser_key and s.trial = getvariable('trial')
order by n.margin, n.tie, n.chooser_key;
