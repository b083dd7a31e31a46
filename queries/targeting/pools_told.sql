-- targeting/pools_told: how far each pool goes.
-- reads: coded, pool_rows, pool_codes, pool_needs, kept_codes
-- gives: one row per pool: rows, those that are blank, those that say a code again, codes that were given before, free
--   ones; kept, members who have one of theirs already, and needed, members who need one
with row_counts as (
    select
        source, count(*) as rows, count(*) filter (where code is null) as blank, count(code) as filled,
    from pool_rows
    group by source
),

code_counts as (
    select
        source, count(*) as codes, count(place) as free, count(*) filter (where is_given_before) as given_before,
    from pool_codes
    group by source
),

needs as (
    select source, count(*) as needed,
    from pool_needs
    group by source
),

keeps as (
    select d.source, count(*) as kept,
    from kept_codes as k
    inner join coded as d on k.plan = d.plan
    group by d.source
)

select
    r.source, r.rows, r.blank,
    r.filled - coalesce(c.codes, 0) as repeated,
    coalesce(c.given_before, 0) as given_before,
    coalesce(c.free, 0) as free,
    coalesce(k.kept, 0) as kept,
    coalesce(n.needed, 0) as needed,
from row_counts as r
left join code_counts as c on r.source = c.source
left join needs as n on r.source = n.source
left join keeps as k on r.source = k.source
order by r.source;
