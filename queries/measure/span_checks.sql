-- measure/span_checks: what a reader must know of a span of campaigns.
-- reads: measured, arms, answers
-- gives: one row per campaign, the oldest first: members treated and held out, responders, how many of them carry no
--   value and how many contacts no cost, purchases without a code
with counted as (
    select
        campaign_number,
        count(*) filter (where not is_control) as treated,
        count(*) filter (where is_control) as control,
        count(*) filter (where is_responder and not is_control) as responders,
        count(*) filter (where is_responder and not is_control and value is null) as without_value,
        count(*) filter (where not is_control and cost is null) as without_cost,
    from arms
    group by campaign_number
),

bought as (
    select campaign_number, count(*) as purchases,
    from answers
    where counts and source = 'usage' and arm = 'treated'
    group by campaign_number
)

select
    m.campaign_id,
    coalesce(c.treated, 0) as treated,
    coalesce(c.control, 0) as control,
    coalesce(c.responders, 0) as responders,
    coalesce(c.without_value, 0) as without_value,
    coalesce(c.without_cost, 0) as without_cost,
    coalesce(b.purchases, 0) as purchases,
from measured as m
left join counted as c on m.campaign_number = c.campaign_number
left join bought as b on m.campaign_number = b.campaign_number
order by m.starts_at, m.campaign_id;
