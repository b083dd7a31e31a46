-- target/funnel: how each rule cut the base down to the list.
-- asks: plan
-- reads: exclusions, closed_by_rules, failed, offers, rules, pool
-- writes: temp funnel, one row per rule; excluded counts members whom no earlier rule took out
create temp table funnel as
with in_turn as (
    select step, count(*) as excluded,
    from exclusions
    group by step
),

shut_alone as (
    select member_key, step,
    from closed_by_rules
    group by member_key, step
    having count(distinct offer) = (select count(*) from offers where plan = getvariable('plan'))
),

alone as (
    select step, count(distinct member_key) as excluded_alone,
    from (
        select member_key, step
        from failed
        where plan = getvariable('plan')
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
