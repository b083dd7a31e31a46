-- load/new_returns: what a responses file reports of contacts and is not known. The rest of the file are answers, or
--   tell of money back.
-- reads: kinds, named, store.campaigns, store.returns, typed
-- writes: temp new_returns, one row per report
create or replace temp table new_returns as
select
    p.member_key, c.campaign_key, t.treatment_code, t.responded_at as reported_at, t.channel,
    k.outcome,
from typed as t
inner join kinds as k on t.kind = k.kind
inner join named as p using (member_id)
left join store.campaigns as c using (campaign_id)
where k.outcome not in ('answered', 'refund')
except
select * exclude (load_id) from store.returns;
