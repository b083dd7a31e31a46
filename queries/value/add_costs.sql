-- value/add_costs: what contacts and gifts cost of those who stand on some steps in a month, in its window.
-- asks: month; place (of it in the lists of standing); steps (those looked at; all)
-- reads: standing, spent
-- writes: step_costs, one row more per step and channel
insert into step_costs
with stood as (
    select member_key, steps[getvariable('place')::integer] as step,
    from standing
    where
        step is not null
        and coalesce(list_contains(getvariable('steps')::utinyint[], step), true)
)

select
    getvariable('month')::date as month,
    s.step,
    k.channel,
    count(*) filter (where k.is_contact) as contacts,
    count(*) filter (where k.is_contact and k.cost is null) as unpriced,
    coalesce(sum(k.cost), 0)::decimal(38, 6) as cost,
from spent as k
inner join stood as s on k.member_key = s.member_key
group by s.step, k.channel;
