-- measure/by_campaign: the arms of several campaigns, each member in the slice of their campaign.
-- reads: arms, measured
-- writes: temp view by_campaign, one row per campaign and member; slice is the campaign's id
create or replace temp view by_campaign as
select
    a.is_control, a.delivered, a.is_responder, a.value, a.has_outcome, a.outcome_value, a.cost, a.stratum,
    m.campaign_id as slice,
from arms as a
inner join measured as m on a.campaign_number = m.campaign_number
where a.is_compared;
