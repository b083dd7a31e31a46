-- target/walk: whoever is not settled yet, with the best offer open to them, in the order in which they are taken, and
--   what has been used up when their turn comes.
-- asks: rows (the most rows needed)
-- reads: options, candidates, settled, offers, used_up (offers that are closed by now)
-- writes: temp walked, one row per member
create or replace temp table walked as
with waiting as (
    select
        o.member_key,
        max((o.priority, o.propensity, -o.offer)) as best,
    from options as o
    anti join used_up as u on o.offer = u.offer
    anti join settled as s on o.member_key = s.member_key
    group by o.member_key
),

ordered as (
    select
        w.member_key, -w.best[3] as offer, w.best[1] as priority, w.best[2] as propensity, c.is_holdout, c.tie,
    from waiting as w
    inner join candidates as c on w.member_key = c.member_key
    order by w.best[1] desc nulls last, w.best[2] desc, c.tie, w.member_key
    limit getvariable('rows')
),

ranked as (
    select
        o.*,
        row_number() over (order by o.priority desc nulls last, o.propensity desc, o.tie, o.member_key) as turn,
    from ordered as o
)

select
    r.member_key, r.offer, r.priority, r.propensity, r.is_holdout, r.turn,
    sum((not r.is_holdout)::integer) over in_turn as count_treated,
    sum(case when r.is_holdout then 0 else f.unit_cost end) over in_turn as cost,
    sum((not r.is_holdout)::integer) over of_offer as count_offer,
from ranked as r
inner join offers as f on r.offer = f.offer
window
    in_turn as (order by r.turn rows unbounded preceding),
    of_offer as (partition by r.offer order by r.turn rows unbounded preceding);
