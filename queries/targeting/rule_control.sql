-- targeting/rule_control: takes out the universal control: members whom a hash of seed, period and member keeps from
--   all campaigns of the period. Who joins later falls in at the same rate, and nobody moves before the period is over.
-- asks: plan, step, cell (NULL: none), seed, period, share
-- reads: pool, store.persons, draw_ids
-- writes: verdicts
insert into verdicts by name
select
    m.member_key, getvariable('plan')::integer as plan, getvariable('step')::integer as step,
    getvariable('cell')::integer as cell,
from pool as m
inner join store.persons as p using (member_key)
left join draw_ids as s using (member_key)
where
    is_universal_control(
        getvariable('seed'), getvariable('period'), coalesce(s.draw_id, p.member_id), getvariable('share')
    );
