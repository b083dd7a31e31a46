-- evaluate/models: what each row is expected to bring by what was seen of others: the propensity that was kept, as much
--   as came of those of each offer, learned from the four fifths of members in other folds; with ten answers of all
--   offers beside those of its own.
-- asks: worth (whether what came is counted in money, after cost; else outcomes)
-- reads: matched
-- writes: temp models, one row per row that was logged: came; by_plan, by_list: expected of what the plan would do, and
--   of what the list would without its holdout; done: of what was done
-- source: cross-fitting: Chernozhukov et al., Econometrics Journal 21 (2018)
create temp table models as
with row as (
    select
        *,
        if(getvariable('worth'), value, outcome) as came,
        if(getvariable('worth'), value + cost, outcome) as earned,
        if(getvariable('worth'), cost, 0) as spent,
    from matched
),

fold as (
    select unnest(range(5))::integer as fold
),

learned as (
    select
        f.fold, r.done,
        sum(r.earned::decimal(38, 12))::double as earned,
        sum(r.spent::decimal(38, 12))::double as spent,
        sum(r.propensity::decimal(38, 12))::double as expected,
        count(*) as rows,
    from fold as f
    inner join row as r on f.fold <> r.fold
    where r.came is not null
    group by f.fold, r.done
),

everyone as (
    select
        fold, done = 0 as is_none,
        sum(earned::decimal(38, 12))::double / nullif(sum(expected::decimal(38, 12))::double, 0) as ratio,
        sum(expected::decimal(38, 12))::double / sum(rows) as mean_expected,
        sum(spent::decimal(38, 12))::double / sum(rows) as mean_spent,
    from learned
    group by fold, is_none
),

fitted as (
    select
        l.fold, l.done,
        (l.earned + 10 * e.ratio) / (l.expected + 10) as ratio,
        l.spent / l.rows as spent,
    from learned as l
    inner join everyone as e on l.fold = e.fold and (l.done = 0) = e.is_none
),

-- what each row is expected to bring by each action that is asked for
ratios as (
    select
        r.*,
        coalesce(p.ratio, a.ratio, 0) as plan_ratio,
        coalesce(p.spent, a.mean_spent, 0) as plan_spent,
        coalesce(o.ratio, b.ratio, 0) as list_ratio,
        coalesce(o.spent, b.mean_spent, 0) as list_spent,
        coalesce(d.ratio, 0) as done_ratio,
        coalesce(d.spent, 0) as done_spent,
    from row as r
    left join fitted as p on r.fold = p.fold and r.action = p.done
    left join everyone as a on r.fold = a.fold and (coalesce(r.action, 1) = 0) = a.is_none
    left join fitted as o on r.fold = o.fold and r.list_offer = o.done
    left join everyone as b on r.fold = b.fold and not b.is_none
    left join fitted as d on r.fold = d.fold and r.done = d.done
)

select
    row_key, drawn_as, weight, log_weight, came,
    coalesce(if(action = 0, propensity, planned_propensity), propensity) * plan_ratio - plan_spent as by_plan,
    propensity * list_ratio - list_spent as by_list,
    propensity * done_ratio - done_spent as done,
from ratios;
