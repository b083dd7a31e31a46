-- backtest/measures: how well each method ranked the contacts of each campaign.
--   auc: the chance that a responder stands above a non-responder, ties half (Mann-Whitney), NULL where all or nobody
--   answered; lift: the response rate of the best tenth over that of all, ties shared.
-- reads: predictions
-- writes: temp measures, one row per campaign and method
create or replace temp table measures as
with long as (
    unpivot predictions
    on propensity, random, responses, rate, recency, rfm
    into name method value score
),

tied as (
    select
        campaign_key, method, score,
        count(*) as contacts,
        count(*) filter (where is_answered) as responses,
    from long
    group by all
),

ranked as (
    select
        *,
        sum(contacts) over upward as contacts_to_here,
        sum(contacts) over campaign as all_contacts,
        sum(responses) over campaign as all_responses,
    from tied
    window
        upward as (partition by campaign_key, method order by score),
        campaign as (partition by campaign_key, method)
)

select
    campaign_key,
    method,
    any_value(all_contacts) as contacts,
    any_value(all_responses) as responses,
    case
        when any_value(all_responses) between 1 and any_value(all_contacts) - 1
            then (
                sum(responses * (contacts_to_here - (contacts - 1) / 2.0))
                - any_value(all_responses) * (any_value(all_responses) + 1) / 2.0
            ) / (any_value(all_responses) * (any_value(all_contacts) - any_value(all_responses)))
    end as auc,
    sum(responses * greatest(0, least(1, (contacts_to_here - 0.9 * all_contacts) / contacts)))
    / nullif(0.1 * any_value(all_responses), 0) as lift,
from ranked
group by campaign_key, method;
