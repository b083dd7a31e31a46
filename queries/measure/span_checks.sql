-- measure/span_checks: what a reader must know of a span of campaigns.
-- reads: measured, arms, answers
-- gives: one row per campaign, the oldest first: members treated and held out, watched: of how
--   many held out an outcome is known; responders, how many of them carry no
--   value and how many contacts no cost, purchases without a code; shared: those of them that are inside the windows of
--   other campaigns for the same product, and count in each
with counted as (
    select
        campaign_number,
        count(*) filter (where not is_control) as treated,
        count(*) filter (where is_control) as control,
        count(has_outcome) filter (where is_control) as watched,
        count(*) filter (where is_responder and not is_control) as responders,
        count(*) filter (where is_responder and not is_control and value is null) as without_value,
        count(*) filter (where not is_control and cost is null) as without_cost,
    from arms
    group by campaign_number
),

purchase as (
    select w.campaign_number, w.member_key, w.product, date_trunc('month', a.answered_on)::date as month,
    from answers as a
    inner join arms as w on a.campaign_number = w.campaign_number and a.member_key = w.member_key and a.wave = w.wave
    where a.counts and a.source = 'usage' and a.arm = 'treated'
),

several as (
    select member_key, product, month,
    from purchase
    group by member_key, product, month
    having count(*) > 1
),

bought as (
    select p.campaign_number, count(*) as purchases, count(s.member_key) as shared,
    from purchase as p
    left join several as s on p.member_key = s.member_key and p.product = s.product and p.month = s.month
    group by p.campaign_number
)

select
    m.campaign_id,
    coalesce(c.treated, 0) as treated,
    coalesce(c.control, 0) as control,
    coalesce(c.watched, 0) as watched,
    coalesce(c.responders, 0) as responders,
    coalesce(c.without_value, 0) as without_value,
    coalesce(c.without_cost, 0) as without_cost,
    coalesce(b.purchases, 0) as purchases,
    coalesce(b.shared, 0) as shared,
from measured as m
left join counted as c on m.campaign_number = c.campaign_number
left join bought as b on m.campaign_number = b.campaign_number
order by m.starts_at, m.campaign_id;
