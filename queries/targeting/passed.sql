-- targeting/passed: the members whom no rule takes out, each with what is known of how they answer.
-- reads: pool, plans, failed, closed, offers, store.responsiveness
-- writes: temp passed, one row per plan and member with an offer open: rho and answered, the shape of what is known of
--   it; is_known, whether the scores know them
create temp table passed as
with offered as (
    select plan, count(*) as offers,
    from offers
    group by plan
),

closed_off as (
    select c.plan, c.member_key
    from closed as c
    inner join offered as f on c.plan = f.plan
    group by c.plan, c.member_key
    having count(*) = any_value(f.offers)
),

member as (
    select n.plan, p.member_key,
    from pool as p
    cross join plans as n
    anti join failed as f on n.plan = f.plan and p.member_key = f.member_key
    anti join closed_off as c on n.plan = c.plan and p.member_key = c.member_key
)

select
    m.plan, m.member_key,
    coalesce(r.ratio, 1) as rho,
    coalesce(r.answered, 0) as answered,
    r.member_key is not null as is_known,
from member as m
left join store.responsiveness as r on m.member_key = r.member_key;
