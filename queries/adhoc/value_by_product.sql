-- adhoc/value_by_product: what answers are worth, by the product of their campaign
-- gives: one row per product, the most value first; value is less what was given back, and
--   answers that tell no campaign stand under no product
-- asks: since (date, none): answers from this day on; left out: all
-- reads: responses, campaigns
with asked as (
    select getvariable('since')::date as since,
),

response as (
    select
        c.product, r.member_id,
        is_refund(r.kind, r.value) as is_money_back,
        if(is_refund(r.kind, r.value), -abs(r.value), r.value)::decimal(18, 6) as worth,
    from responses as r
    cross join asked as a
    left join campaigns as c on r.campaign_id = c.campaign_id
    where coalesce(r.responded_at >= a.since, a.since is null)
)

select
    product,
    count(*) filter (where not is_money_back) as answers,
    count(distinct member_id) filter (where not is_money_back) as members,
    count(worth) filter (where not is_money_back) as answers_with_value,
    sum(worth)::double as value,
    sum(worth)::double / nullif(answers_with_value, 0) as value_per_answer,
from response
group by product
order by value desc nulls last, product;
