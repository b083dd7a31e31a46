-- target/obstacle: the first turn at which somebody cannot be contacted as they stand, and why: the list is full, or
--   their offer has no room left, or costs more than is left of the budget.
-- asks: size, budget (each NULL for no limit)
-- reads: walked, offers, settled
-- gives: one row: turn (NULL: none), is_full, offer
with before as (
    select
        count(*) filter (where not s.is_holdout) as count_treated,
        coalesce(sum(f.unit_cost) filter (where not s.is_holdout), 0) as cost,
    from settled as s
    inner join offers as f on s.offer = f.offer
),

of_offer as (
    select offer, count(*) filter (where not is_holdout) as contacts,
    from settled
    group by offer
),

met as (
    select
        w.turn, w.offer,
        coalesce(w.count_treated + b.count_treated > getvariable('size'), false) as is_full,
        coalesce(w.count_offer + coalesce(n.contacts, 0) > f.capacity, false)
        or coalesce(w.cost + b.cost > getvariable('budget')::decimal(18, 6), false) as is_used_up,
    from walked as w
    cross join before as b
    inner join offers as f on w.offer = f.offer
    left join of_offer as n on w.offer = n.offer
    where not w.is_holdout
)

select min(turn) as turn, coalesce(arg_min(is_full, turn), false) as is_full, arg_min(offer, turn) as offer,
from met
where is_full or is_used_up;
