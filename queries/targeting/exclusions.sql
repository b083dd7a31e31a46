-- targeting/exclusions: the first rule that took out each member who is not on a list. Offers close one by one: a
--   member is out with the rule that closed the last of them. The last rule is that the list was full, the one before
--   it that offers had no room left; where prices choose: that a contact would be a loss, and that others bring more.
-- asks: ended_at, see targeting/closed_by_rules
-- reads: pool, failed, closed_by_rules, offers, chosen, crowded, rules
-- writes: temp exclusions, one row per plan and member not on its list
create temp table exclusions as
with first_failed as (
    select plan, member_key, min(step) as step,
    from failed
    group by plan, member_key
),

first_closed as (
    select plan, member_key, offer, min(step) as step,
    from closed_by_rules
    group by plan, member_key, offer
),

offered as (
    select plan, count(*) as offers,
    from offers
    group by plan
),

closed_off as (
    select c.plan, c.member_key, max(c.step) as step,
    from first_closed as c
    inner join offered as o on c.plan = o.plan
    group by c.plan, c.member_key
    having count(*) = max(o.offers)
),

last_rule as (
    select plan, max(step) as step,
    from rules
    group by plan
)

select
    r.plan, p.member_key,
    coalesce(least(f.step, c.step), case when x.member_key is not null then r.step - 1 end, r.step) as step,
from pool as p
cross join last_rule as r
anti join chosen as l on r.plan = l.plan and p.member_key = l.member_key
left join first_failed as f on r.plan = f.plan and p.member_key = f.member_key
left join closed_off as c on r.plan = c.plan and p.member_key = c.member_key
left join crowded as x on r.plan = x.plan and p.member_key = x.member_key;
