-- targeting/pool_needs: who gets a code of a pool and has none: in the order of plans and of their lists.
-- reads: coded, chosen, kept_codes
-- writes: temp pool_needs, one row per plan and such member: source, place among those of the pool
create temp table pool_needs as
select
    c.plan, c.member_key, d.source,
    row_number() over (partition by d.source order by c.plan, c.rank) as place,
from chosen as c
inner join coded as d on c.plan = d.plan
anti join kept_codes as k on c.plan = k.plan and c.member_key = k.member_key
where not c.is_control and d.source is not null;
