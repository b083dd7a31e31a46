-- targeting/place_allotted: puts those who were given one of a plan's offers on its list, where the contacts of the
--   lists before it leave it open to them, in the order of what they are worth.
-- asks: plan
-- reads: allotted, open_options, candidates
-- writes: list_places
insert into list_places by name
select
    row_number() over (
        order by o.priority desc nulls last, o.propensity desc, c.tie, a.member_key
    )::integer as rank,
    a.plan, a.member_key, o.offer, o.propensity, a.is_holdout, o.priority, false as is_explored,
from allotted as a
inner join open_options as o on a.plan = o.plan and a.member_key = o.member_key and a.offer = o.offer
inner join candidates as c on a.plan = c.plan and a.member_key = c.member_key
where a.plan = getvariable('plan') and o.is_final;
