-- targeting/group_full: closes all offers to the candidates for whom none of their groups has a place.
-- asks: plan, step, is_final
-- reads: candidates, group_places, offers
-- writes: closings
insert into closings by name
select
    getvariable('is_final') as is_final, c.plan, c.member_key, f.offer, getvariable('step')::integer as step,
from candidates as c
inner join offers as f on c.plan = f.plan
anti join group_places as g
    on c.plan = g.plan and c.member_key = g.member_key and g.is_final = getvariable('is_final')
where c.plan = getvariable('plan');
