-- backtest/campaigns: the learning curve: how each campaign would have been foreseen the day before it began.
-- reads: measures, predictions, replayed, store.campaigns
-- gives: one row per replayed campaign, in the order in which they began; spread: how far what comes was
--   thought to stray from what is foreseen; position: its place among all campaigns
with predicted as (
    select
        campaign_key,
        any_value(spread) as spread,
        sum(propensity::decimal(18, 12))::double as predicted,
        avg(-ln(case when is_answered then propensity else 1 - propensity end)::decimal(18, 12)) as log_loss,
    from predictions
    group by campaign_key
),

beside as (
    select
        campaign_key,
        max(auc) filter (where method = 'rate') as auc_rate,
        max(auc) filter (where method = 'responses') as auc_responses,
        max(auc) filter (where method = 'recency') as auc_recency,
        max(auc) filter (where method = 'rfm') as auc_rfm,
    from measures
    group by campaign_key
)

select
    c.campaign_id,
    r.first_day,
    m.contacts::bigint as contacts,
    m.responses::bigint as responses,
    rounded(p.predicted, 1) as predicted,
    rounded(m.auc, 4) as auc,
    rounded(b.auc_rate, 4) as auc_past_rate,
    rounded(b.auc_responses, 4) as auc_past_responses,
    rounded(b.auc_recency, 4) as auc_recency,
    rounded(b.auc_rfm, 4) as auc_rfm,
    rounded(m.lift, 3) as top_tenth_lift,
    rounded(p.log_loss, 5) as log_loss,
    p.spread,
    r.position,
from replayed as r
inner join store.campaigns as c using (campaign_key)
inner join measures as m on r.campaign_key = m.campaign_key and m.method = 'propensity'
inner join beside as b on r.campaign_key = b.campaign_key
inner join predicted as p on r.campaign_key = p.campaign_key
order by r.first_day, c.campaign_id;
