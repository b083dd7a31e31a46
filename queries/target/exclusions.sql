-- target/exclusions: the first rule that took out each member who is not on the list. Offers close one by one: a member
--   is out with the rule that closed the last of them.
-- asks: plan; last_step (of the rule that the list was full; the one before it is that offers had no room left; where
--   prices choose: that a contact would be a loss, and that others bring more)
-- reads: pool, failed, closed_by_rules, offers, chosen, crowded
-- writes: temp exclusions, one row per member not on the list
create temp table exclusions as
with first_failed as (
    select member_key, min(step) as step,
    from failed
    where plan = getvariable('plan')
    group by member_key
),

first_closed as (
    select member_key, offer, min(step) as step,
    from closed_by_rules
    group by member_key, offer
),

closed_off as (
    select member_key, max(step) as step,
    from first_closed
    group by member_key
    having count(*) = (select count(*) from offers where plan = getvariable('plan'))
)

select
    p.member_key,
    coalesce(
        least(f.step, c.step),
        case when x.member_key is not null then getvariable('last_step')::integer - 1 end,
        getvariable('last_step')::integer
    ) as step,
from pool as p
anti join chosen as l on p.member_key = l.member_key
left join first_failed as f on p.member_key = f.member_key
left join closed_off as c on p.member_key = c.member_key
left join crowded as x on p.member_key = x.member_key;
