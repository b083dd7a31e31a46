-- measure/traced_answers: answers that tell neither campaign nor code, on the channel or for the gift of what the
--   member was to be sent.
-- reads: store.responses, unanswered, store.named_channels
-- writes: temp traced_answers, one row per answer and campaign, member and wave
create or replace temp table traced_answers as
select
    w.campaign_number, r.member_key, w.wave, r.responded_at, r.responded_at::date as answered_on, r.value,
    r.treatment_code, 'inferred' as class,
from store.responses as r
inner join unanswered as w
    on r.member_key = w.member_key and r.responded_at::date between w.opens_on and w.closes_on
where
    r.campaign_key is null
    and r.treatment_code is null
    and not is_refund(r.kind, r.value)
    and coalesce(channel_family(r.channel) = channel_family(w.channel) or r.gift = w.gift, false);
