-- replay/arms_in_peace: the arms of the campaigns, of those alone whom the caps leave in peace: what the campaigns
--   added for them is what the caps would have lost.
-- reads: armed, left_in_peace
-- writes: temp arms_in_peace, one row per campaign, member and wave, as in measure/arms; month and left_channel: of the
--   contact that is left out
create or replace temp table arms_in_peace as
select
    a.campaign_number, a.member_key, a.wave, a.is_control, a.is_compared, a.delivered, a.is_responder, a.value,
    a.has_outcome, a.outcome_value, a.cost, a.stratum,
    p.month,
    p.channel as left_channel,
from armed as a
inner join left_in_peace as p
    on a.campaign_number = p.campaign_number and a.member_key = p.member_key and a.wave = p.wave;
