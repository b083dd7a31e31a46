-- targeting/crowded: those for whom every open offer had no room or money left when their turn came. Whoever stood
--   below the place where the list was full is out for that reason alone.
-- asks: ended_at, the priority at which the list was full (NULL: it never was)
-- reads: last_bids, used_up, plans
-- writes: temp crowded, one row per member, of the one plan
create temp table crowded as
select n.plan, o.chooser_key as member_key,
from last_bids as o
cross join plans as n
left join used_up as u on o.offer = u.offer
group by n.plan, o.chooser_key
having bool_and(u.offer is not null) and not coalesce(max(o.priority) < getvariable('ended_at'), false);
