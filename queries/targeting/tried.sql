-- targeting/tried: those for whom an offer is drawn whom the list would have taken with another: in turn, before it was
--   full and while that offer had room; by prices, where it brings more than the room it takes is worth.
-- asks: trial, that of the list; tolls (one per offer: what a contact must bring; NULL: in turn)
-- reads: offer_draws, open_options, choosers, places
-- writes: temp tried, one row per member: offer, drawn, with its propensity; choice_offer, the one that the choice
--   would have given, with its priority
create temp table tried as
with option as (
    select
        o.member_key, o.offer, o.value, o.propensity, d.offer as drawn_offer, c.tie,
        coalesce(o.priority, -1e22::decimal(38, 15)) as priority,
    from open_options as o
    inner join offer_draws as d on o.member_key = d.member_key and d.offer is not null
    inner join choosers as c on o.member_key = c.chooser_key
    where o.is_final
),

-- where an offer had no room, or the list no place
met as (
    select
        p.met, p.offer, p.propensity, c.tie,
        coalesce(p.priority, -1e22::decimal(38, 15)) as priority,
    from places as p
    inner join choosers as c on p.chooser_key = c.chooser_key
    where p.trial = getvariable('trial') and p.met is not null
),

late as (
    select distinct o.member_key, o.offer,
    from option as o
    inner join met as m
        on
            (m.met = 'size' or m.offer = o.offer)
            and (
                o.priority < m.priority
                or (o.priority = m.priority and o.propensity < m.propensity)
                or (o.priority = m.priority and o.propensity = m.propensity and o.tie >= m.tie)
            )
    where getvariable('tolls') is null
),

choice as (
    select
        o.member_key,
        max(
            (
                case
                    when getvariable('tolls') is null then o.priority::double
                    else o.value::double - getvariable('tolls')[o.offer]::double
                end,
                o.propensity, -o.offer
            )
        ) as best,
    from option as o
    anti join late as x on o.member_key = x.member_key and o.offer = x.offer
    group by o.member_key
)

select
    c.member_key,
    d.offer, d.propensity,
    b.offer as choice_offer, b.priority,
from choice as c
inner join option as d on c.member_key = d.member_key and d.offer = d.drawn_offer
inner join option as b on c.member_key = b.member_key and b.offer = -c.best[3]
where getvariable('tolls') is null or c.best[1] > 0;
