-- merge/merged_returns: the reports on people who become one, as those on who stays; what several had the same is there
--   once.
-- reads: store.returns, merged_people
-- writes: temp merged_returns, one row per report
create or replace temp table merged_returns as
select
    x.new_key as member_key,
    r.campaign_key, r.treatment_code, r.reported_at, r.channel, r.outcome, min(r.load_id) as load_id,
from store.returns as r
inner join merged_people as x on r.member_key = x.member_key
group by all;
