-- choice/band: the next best of those who are not settled, with all their offers at what they gain. Nobody is contacted
--   at a loss, but to fill a minimum.
-- asks: trial; tolls (one number per offer), premiums (one per cell, the first that of no cell); walk, most (choosers),
--   band (its number), cell (those of one cell alone, at a loss too; NULL: all)
-- reads: worths, settled, awaited
-- writes: awaited
insert into awaited by name
with gain as (
    select
        w.chooser_key, w.tie,
        list_max([
            case
                when v > 0 or getvariable('cell') is not null
                    then v - getvariable('tolls')[w.offers[i]] + getvariable('premiums')[w.cell + 1]
            end
            for v, i in w.worth
        ]) as gain,
    from worths as w
    anti join settled as s on w.chooser_key = s.chooser_key and s.trial = getvariable('trial')
    anti join awaited as x on w.chooser_key = x.chooser_key and x.walk = getvariable('walk')
    where getvariable('cell') is null or w.cell = getvariable('cell')
),

best as (
    select chooser_key, gain,
    from gain
    where gain is not null
    order by gain desc, tie, chooser_key
    limit getvariable('most')
),

wish as (
    select w.chooser_key, w.cell, b.gain, unnest(w.offers) as offer, unnest(w.worth) as worth,
    from worths as w
    inner join best as b on w.chooser_key = b.chooser_key
)

select
    getvariable('walk') as walk, getvariable('band')::integer as band, chooser_key, offer, gain,
    as_priority(worth - getvariable('tolls')[offer] + getvariable('premiums')[cell + 1]) as priority,
    0 as propensity,
from wish
where worth > 0 or getvariable('cell') is not null;
