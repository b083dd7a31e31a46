-- targeting/one_address: of those who share a phone (or an e-mail address) that an offer goes to, only the best one
--   keeps such offers, so that nobody gets a message twice.
-- asks: plan, step, is_final
-- reads: open_options, candidates, offers, store.addresses, draw_ids
-- writes: closings
insert into closings by name
with sharer as (
    select o.member_key, f.needs, max(o.priority) as priority,
    from open_options as o
    semi join draw_ids as s on o.member_key = s.member_key
    inner join offers as f on o.plan = f.plan and o.offer = f.offer
    where o.is_final = getvariable('is_final') and o.plan = getvariable('plan') and f.needs is not null
    group by o.member_key, f.needs
),

placed as (
    select
        s.member_key, s.needs, s.priority,
        case s.needs when 'phone' then m.phone else m.email end as address,
        row_number() over (
            partition by s.needs, address
            order by s.priority desc nulls last, c.tie, s.member_key
        ) as place,
    from sharer as s
    inner join store.addresses as m on s.member_key = m.member_key
    inner join candidates as c on s.member_key = c.member_key and c.plan = getvariable('plan')
    where address is not null
)

select
    getvariable('is_final') as is_final, f.plan, p.member_key, f.offer,
    getvariable('step')::integer as step, p.priority,
from placed as p
inner join offers as f on f.plan = getvariable('plan') and p.needs = f.needs
where p.place > 1;
