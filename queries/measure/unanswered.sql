-- measure/unanswered: who was compared and told no answer: what they did is looked at for traces and purchases.
-- reads: assigned, first_answers
-- writes: temp view unanswered, one row per campaign, member and wave
create or replace temp view unanswered as
select
    a.campaign_number, a.member_key, a.wave, a.channel, a.product, a.gift, a.opens_on, a.closes_on,
from assigned as a
anti join first_answers as d
    on a.campaign_number = d.campaign_number and a.member_key = d.member_key and a.wave = d.wave;
