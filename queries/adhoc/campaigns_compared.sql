-- adhoc/campaigns_compared: every campaign beside the others: contacts, direct answers, rate, cost and value
-- gives: one row per campaign that contacted somebody, the latest first; direct: answers told by campaign, code or
--   contact: attitude measure counts purchases without a code too, within the window; value is that of those told
--   with their campaign, less money back
-- asks: product (text, none): campaigns of this product alone; left out: all
-- reads: contacts, direct_answers, responses
with asked as (
    select getvariable('product')::varchar as product,
),

answered as (
    select distinct member_id, campaign_id,
    from direct_answers
),

contacted as (
    select
        k.campaign_id,
        min(k.contacted_at)::date as first_on,
        count(*) filter (where not k.is_control) as contacts,
        count(*) filter (where k.is_control) as controls,
        count(a.member_id) filter (where not k.is_control) as direct,
        sum(k.cost::decimal(18, 6)) as cost,
    from contacts as k
    cross join asked as q
    left join answered as a on k.member_id = a.member_id and k.campaign_id = a.campaign_id
    where coalesce(k.product = q.product, q.product is null)
    group by k.campaign_id
),

worth as (
    select campaign_id, sum(if(is_refund(kind, value), -abs(value), value)::decimal(18, 6)) as value,
    from responses
    where campaign_id is not null
    group by campaign_id
)

select
    c.campaign_id, c.first_on, c.contacts, c.controls, c.direct,
    c.direct / nullif(c.contacts, 0) as rate,
    c.cost::double as cost,
    w.value::double as value,
from contacted as c
left join worth as w on c.campaign_id = w.campaign_id
order by c.first_on desc nulls last, c.campaign_id;
