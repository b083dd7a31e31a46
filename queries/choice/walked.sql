-- choice/walked: whoever is not settled yet, with the best offer open to them, in the order in which they are taken.
-- asks: rows (the most rows needed); floor (the priority below which nobody is taken; NULL: all); closed (offers that
--   have no room left by now)
-- reads: wishes, choosers, settled
-- writes: temp walked, one row per chooser
create temp table walked as
with waiting as (
    select
        o.chooser_key,
        max((o.priority, o.propensity, -o.offer)) as best,
    from wishes as o
    anti join settled as s on o.chooser_key = s.chooser_key
    where not list_contains(getvariable('closed')::integer[], o.offer)
    group by o.chooser_key
),

ordered as (
    select
        w.chooser_key, -w.best[3] as offer, w.best[1] as priority, w.best[2] as propensity, c.is_holdout, c.tie,
    from waiting as w
    inner join choosers as c on w.chooser_key = c.chooser_key
    where getvariable('floor') is null or w.best[1] >= getvariable('floor')
    order by w.best[1] desc nulls last, w.best[2] desc, c.tie, w.chooser_key
    limit getvariable('rows')
)

select
    o.chooser_key, o.offer, o.priority, o.propensity, o.is_holdout,
    row_number() over (order by o.priority desc nulls last, o.propensity desc, o.tie, o.chooser_key) as turn,
from ordered as o;
