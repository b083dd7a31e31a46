-- adhoc/value_by_product: what answers are worth, by the product of their campaign
-- gives: one row per product, the most value first; answers that tell no campaign stand under no product
-- asks: since (date, none): answers from this day on; left out: all
-- reads: responses, campaigns
with asked as (
    select getvariable('since')::date as since,
)

select
    c.product,
    count(*) as answers,
    count(distinct r.member_id) as members,
    count(r.value) as answers_with_value,
    sum(r.value::decimal(18, 6))::double as value,
    sum(r.value::decimal(18, 6))::double / nullif(count(r.value), 0) as value_per_answer,
from responses as r
cross join asked as a
left join campaigns as c on r.campaign_id = c.campaign_id
where coalesce(r.responded_at >= a.since, a.since is null)
group by c.product
order by value desc nulls last, c.product;
