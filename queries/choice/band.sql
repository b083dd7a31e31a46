-- choice/band: the next best of those who are not settled, with all their offers at what they gain. Nobody is contacted
--   at a loss, but to fill a minimum.
-- asks: trial; tolls (one number per offer), premiums (one per cell, the first that of no cell); pass, most (choosers),
--   band (its number), cell (those of one cell alone, at a loss too; NULL: all)
-- reads: worths, settled, awaited
-- writes: awaited
insert into awaited by name
with passed as (
    select chooser_key,
    from settled
    where trial = getvariable('trial')
    union all
    select chooser_key,
    from awaited
    where pass = getvariable('pass')
),

gain as (
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
    anti join passed as p on w.chooser_key = p.chooser_key
    where getvariable('cell') is null or w.cell = getvariable('cell')
),

best as (
    select chooser_key, gain,
    from gain
    order by gain desc nulls last, tie, chooser_key
    limit getvariable('most')
),

wish as (
    select w.chooser_key, w.cell, b.gain, unnest(w.offers) as offer, unnest(w.worth) as worth,
    from worths as w
    inner join best as b on w.chooser_key = b.chooser_key
)

select
    getvariable('pass') as pass, getvariable('band')::integer as band, chooser_key, offer, gain,
    as_priority(worth - getvariable('tolls')[offer] + getvariable('premiums')[cell + 1]) as priority,
    0 as propensity,
from wish
where worth > 0 or getvariable('cell') is not null;
