-- targeting/opted_out: closes offers to members who opted out of their channel or of all, and to those who share the
--   phone or e-mail address that such a member has; always applied, whatever the scoring day: an opt-out is never too
--   new.
-- asks: plan, step; day, of the first sends
-- reads: pool, offers, store.all_optouts, store.named_channels, store.members
-- writes: verdicts
insert into verdicts by name
with refused as (
    select distinct o.member_key, f.offer, f.needs,
    from store.refusals(null, getvariable('day')) as o
    inner join offers as f on f.plan = getvariable('plan') and list_contains(closed_by(f.family), o.family)
),

address as (
    select distinct r.offer, r.needs, case r.needs when 'phone' then m.phone else email_key(m.email) end as address,
    from refused as r
    inner join store.members as m on r.member_key = m.member_key
    where r.needs is not null
),

closed as (
    select member_key, offer
    from refused
    union
    select m.member_key, a.offer
    from store.members as m
    inner join address as a on a.needs = 'phone' and m.phone = a.address
    union
    select m.member_key, a.offer
    from store.members as m
    inner join address as a on a.needs = 'email' and email_key(m.email) = a.address
)

select
    p.member_key, c.offer,
    getvariable('plan')::integer as plan, getvariable('step')::integer as step,
from pool as p
inner join closed as c on p.member_key = c.member_key;
