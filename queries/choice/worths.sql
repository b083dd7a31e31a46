-- choice/worths: what each offer open to a candidate is worth to the choice: its priority, what it saves of stock that
--   would be worth less than nothing, and a speck that tells equal values apart, by a hash of the member.
-- asks: bonus (one number per offer); speck (the most it adds)
-- reads: options, candidates, settled (who has a place already is left out)
-- writes: temp worths, one row per candidate: offers and worth go together, element by element
create or replace temp table worths as
with waiting as (
    select
        o.member_key,
        list(o.offer order by o.offer) as offers,
        list(o.priority::double order by o.offer) as priorities,
    from options as o
    anti join settled as s on o.member_key = s.member_key
    group by o.member_key
)

select
    w.member_key, c.tie, c.is_holdout, coalesce(c.cell, 0) as cell, w.offers,
    [
        specked(v + getvariable('bonus')[w.offers[i]], getvariable('speck'), c.tie, w.offers[i])
        for v, i in w.priorities
    ] as worth,
from waiting as w
inner join candidates as c on w.member_key = c.member_key;
