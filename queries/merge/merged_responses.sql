-- merge/merged_responses: the responses of people who become one, as those of who stays; what several had the same is
--   there once.
-- reads: store.responses, merged_people
-- writes: temp merged_responses, one row per response
create or replace temp table merged_responses as
select
    x.new_key as member_key,
    r.campaign_key, r.treatment_code, r.responded_at, r.channel, r.gift, r.kind, r.value, min(r.load_id) as load_id,
    r.code, r.own_elements,
from store.responses as r
inner join merged_people as x on r.member_key = x.member_key
group by all;
