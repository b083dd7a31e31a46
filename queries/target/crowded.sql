-- target/crowded: those for whom every open offer had no room or money left when their turn came.
-- reads: options, used_up
-- writes: temp crowded, one row per member
create or replace temp table crowded as
select o.member_key,
from options as o
left join used_up as u on o.offer = u.offer
group by o.member_key
having bool_and(u.offer is not null);
