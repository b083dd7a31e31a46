-- targeting/unreachable: closes offers to members without what their channel needs: a phone or an e-mail address, where
--   the members files have such a column at all. What stands for none is none.
-- asks: plan, step
-- reads: pool, offers, store.addresses, store.has_addresses
-- writes: verdicts
insert into verdicts by name
with needed as (
    select f.offer, f.needs,
    from offers as f
    cross join store.has_addresses as h
    where f.plan = getvariable('plan') and ((f.needs = 'phone' and h.phones) or (f.needs = 'email' and h.emails))
)

select
    p.member_key, f.offer,
    getvariable('plan')::integer as plan, getvariable('step')::integer as step,
from pool as p
inner join store.addresses as m on p.member_key = m.member_key
cross join needed as f
where (f.needs = 'phone' and m.phone is null) or (f.needs = 'email' and m.email is null);
