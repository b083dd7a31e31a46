-- targeting/funnel: how each rule cut the base down to the list.
-- asks: ended_at, see targeting/closed_by_rules
-- reads: exclusions, closed_by_rules, failed, offers, rules, pool
-- writes: temp funnel, one row per plan and rule; excluded counts members whom no earlier rule took out
create temp table funnel as
with in_turn as (
    select plan, step, count(*) as excluded,
    from exclusions
    group by plan, step
),

offered as (
    select plan, count(*) as offers,
    from offers
    group by plan
),

shut_alone as (
    select c.plan, c.member_key, c.step,
    from closed_by_rules as c
    inner join offered as o on c.plan = o.plan
    group by c.plan, c.member_key, c.step
    having count(distinct c.offer) = max(o.offers)
),

alone as (
    select plan, step, count(distinct member_key) as excluded_alone,
    from (
        select plan, member_key, step
        from failed
        union all
        select plan, member_key, step from shut_alone
    ) as out_by_one
    group by plan, step
)

select
    r.plan, r.step, r.kind, r.about, r.rule,
    coalesce(i.excluded, 0) as excluded,
    greatest(coalesce(a.excluded_alone, 0), coalesce(i.excluded, 0)) as excluded_alone,
    (
        (select count(*) from pool) - sum(coalesce(i.excluded, 0)) over (partition by r.plan order by r.step)
    )::bigint as remaining,
from rules as r
left join in_turn as i using (plan, step)
left join alone as a using (plan, step);
