-- adhoc/scores_by_month: how the scores of a dimension are spread, month by month
-- gives: one row per month and element; quantiles over members whose score a campaign moved in that month
-- asks: dimension (text, channel): channel, product, timing or gift
-- reads: attitude_history (worked out for everybody: many minutes where contacts are tens of millions, --timeout 0)
with asked as (
    select coalesce(getvariable('dimension'), 'channel') as dimension,
),

last_of_month as (
    select
        date_trunc('month', h.as_of)::date as month,
        h.element, h.member_id,
        arg_max(h.score, h.as_of) as score,
    from attitude_history as h
    inner join asked as a on h.dimension = a.dimension
    group by all
)

select
    month, element,
    count(*) as members,
    quantile_cont(score, 0.1) as p10,
    quantile_cont(score, 0.25) as p25,
    median(score) as median,
    quantile_cont(score, 0.75) as p75,
    quantile_cont(score, 0.9) as p90,
from last_of_month
group by month, element
order by month, element;
