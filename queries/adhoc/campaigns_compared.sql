-- adhoc/campaigns_compared: every campaign beside the others: contacts, direct answers, rate, cost and value
-- gives: one row per campaign that contacted somebody, the latest first; direct: answers told by campaign, code or
--   contact: attitude measure counts purchases without a code too, within the window; value is that of those told
--   with their campaign, less money back
-- asks: product (text, none): campaigns of this product alone; left out: all
-- reads: store.answered_contacts, store.responses, store.campaigns
with asked as (
    select getvariable('product')::varchar as product,
),

contacted as (
    select
        k.campaign_id,
        min(k.contacted_at)::date as first_on,
        count(*) filter (where not k.is_control) as contacts,
        count(*) filter (where k.is_control) as controls,
        count(*) filter (where k.is_answered and not k.is_control) as direct,
        sum(k.cost) as cost,
    from store.answered_contacts as k
    cross join asked as q
    where coalesce(k.product = q.product, q.product is null)
    group by k.campaign_id
),

worth as (
    select c.campaign_id, sum(if(is_refund(r.kind, r.value), -abs(r.value), r.value)) as value,
    from store.responses as r
    inner join store.campaigns as c on r.campaign_key = c.campaign_key
    group by c.campaign_id
)

select
    c.campaign_id, c.first_on, c.contacts, c.controls, c.direct,
    c.direct / nullif(c.contacts, 0) as rate,
    c.cost::double as cost,
    w.value::double as value,
from contacted as c
left join worth as w on c.campaign_id = w.campaign_id
order by c.first_on desc nulls last, c.campaign_id;
