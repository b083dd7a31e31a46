-- why/verdicts: every rule of a list in order, with what it says today of the one member in the pool.
-- asks: list_key
-- reads: store.list_funnel, rules, failed, verdicts
-- gives: one row per rule: step; kind and about, which say what it is; today_step (NULL: not a rule of today about the
--   member alone), is_failed, closed (the numbers of the offers that it closes)
with failure as (
    select distinct step
    from failed
),

closing as (
    select step, list(distinct offer order by offer) as closed,
    from verdicts
    where offer is not null and cell is null
    group by step
),

today as (
    select r.kind, r.about, min(r.step) as step,
    from rules as r
    group by r.kind, r.about
)

select
    f.step, f.kind, f.about, f.excluded, t.step as today_step,
    x.step is not null as is_failed,
    coalesce(c.closed, []) as closed,
from store.list_funnel as f
left join today as t on f.kind = t.kind and f.about = t.about
left join failure as x on t.step = x.step
left join closing as c on t.step = c.step
where f.list_key = getvariable('list_key')
order by f.step;
