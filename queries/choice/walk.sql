-- choice/walk: whoever is not settled yet, with the best offer open to them, in the order in which they are taken.
-- asks: rows (the most rows needed); floor (the priority below which nobody is taken; NULL: all)
-- reads: wishes, candidates, settled, used_up (offers that are closed by now)
-- writes: temp walked, one row per member
create or replace temp table walked as
with waiting as (
    select
        o.member_key,
        max((o.priority, o.propensity, -o.offer)) as best,
    from wishes as o
    anti join used_up as u on o.offer = u.offer
    anti join settled as s on o.member_key = s.member_key
    group by o.member_key
),

ordered as (
    select
        w.member_key, -w.best[3] as offer, w.best[1] as priority, w.best[2] as propensity, c.is_holdout, c.tie,
    from waiting as w
    inner join candidates as c on w.member_key = c.member_key
    where getvariable('floor') is null or w.best[1] >= getvariable('floor')
    order by w.best[1] desc nulls last, w.best[2] desc, c.tie, w.member_key
    limit getvariable('rows')
)

select
    o.member_key, o.offer, o.priority, o.propensity, o.is_holdout,
    row_number() over (order by o.priority desc nulls last, o.propensity desc, o.tie, o.member_key) as turn,
from ordered as o;
