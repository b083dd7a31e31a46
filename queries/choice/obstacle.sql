-- choice/obstacle: the first turn at which somebody cannot be contacted as they stand, and why: the list is full, or
--   their offer would break another limit: no room left, or it costs more than is left of the budget.
-- reads: walked, settled, limits, uses
-- gives: one row: turn (NULL: none), is_full, offer
with before as (
    select u.place, sum(u.amount) as used,
    from settled as s
    inner join uses as u on s.offer = u.offer
    where not s.is_holdout
    group by u.place
),

running as (
    select
        w.turn, w.offer, u.place,
        sum(u.amount) over (partition by u.place order by w.turn rows unbounded preceding) as used,
    from walked as w
    inner join uses as u on w.offer = u.offer
    where not w.is_holdout
),

met as (
    select r.turn, r.offer, l.kind = 'size' as is_full,
    from running as r
    inner join limits as l on r.place = l.place
    left join before as b on r.place = b.place
    where r.used + coalesce(b.used, 0) > l.most
)

select
    min(turn) as turn,
    coalesce(arg_min(is_full, (turn, not is_full)), false) as is_full,
    arg_min(offer, turn) as offer,
from met;
