-- target/exclusions: the first rule that took out each member who is not on the list, and what each rule did.
--   Offers close one by one: a member is out with the rule that closed the last of them.
-- asks: last_step (of the rule that the list was full; the one before it is that offers had no room left; where
--   prices choose: that a contact would be a loss, and that others bring more)
-- reads: pool, failed, shut, offers, chosen, crowded, rules
-- writes: temp exclusions, one row per member not on the list; temp funnel, one row per rule
create or replace temp table exclusions as
with first_failed as (
    select member_key, min(step) as step,
    from failed
    group by member_key
),

first_closed as (
    select member_key, offer, min(step) as step,
    from shut
    group by member_key, offer
),

closed_off as (
    select member_key, max(step) as step,
    from first_closed
    group by member_key
    having count(*) = (select count(*) from offers)
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

create or replace temp table funnel as
with in_turn as (
    select step, count(*) as excluded,
    from exclusions
    group by step
),

shut_alone as (
    select member_key, step,
    from shut
    group by member_key, step
    having count(distinct offer) = (select count(*) from offers)
),

alone as (
    select step, count(distinct member_key) as excluded_alone,
    from (
        select member_key, step from failed
        union all
        select member_key, step from shut_alone
    ) as out_by_one
    group by step
)

select
    r.step, r.kind, r.about, r.rule,
    coalesce(i.excluded, 0) as excluded,
    greatest(coalesce(a.excluded_alone, 0), coalesce(i.excluded, 0)) as excluded_alone,
    (
        (select count(*) from pool) - sum(coalesce(i.excluded, 0)) over (order by r.step)
    )::bigint as remaining,
from rules as r
left join in_turn as i using (step)
left join alone as a using (step);
