-- choice/band: the next best of those who are not settled, with all their offers at what they gain. Nobody is contacted
--   at a loss, but to fill a minimum.
-- asks: tolls (one number per offer), premiums (one per cell, the first that of no cell), most (members), cell (those
--   of one cell alone, at a loss too; NULL: all)
-- reads: worths, settled, awaited
-- writes: awaited, one row per member and offer; temp band, one row per member added: gain
create or replace temp table band as
with gain as (
    select
        w.member_key, w.tie,
        list_max([
            case
                when v > 0 or getvariable('cell') is not null
                    then v - getvariable('tolls')[w.offers[i]] + getvariable('premiums')[w.cell + 1]
            end
            for v, i in w.worth
        ]) as gain,
    from worths as w
    anti join settled as s on w.member_key = s.member_key
    anti join awaited as x on w.member_key = x.member_key
    where getvariable('cell') is null or w.cell = getvariable('cell')
)

select member_key, gain,
from gain
where gain is not null
order by gain desc, tie, member_key
limit getvariable('most');

insert into awaited
with wish as (
    select w.member_key, w.cell, unnest(w.offers) as offer, unnest(w.worth) as worth,
    from worths as w
    semi join band as b on w.member_key = b.member_key
)

select
    member_key, offer,
    worth - getvariable('tolls')[offer] + getvariable('premiums')[cell + 1] as priority,
    0 as propensity,
from wish
where worth > 0 or getvariable('cell') is not null;
