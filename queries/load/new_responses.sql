-- load/new_responses: answers of a responses file, and what tells of money back, that are not known.
-- reads: kinds, named, store.campaigns, store.responses, typed
-- writes: temp new_responses, one row per answer; a row equal in every column to a known one is a duplicate
create or replace temp table new_responses as
select
    p.member_key, c.campaign_key, t.treatment_code, t.responded_at, t.channel, t.gift, t.kind, t.value, t.code,
from typed as t
inner join named as p using (member_id)
left join store.campaigns as c using (campaign_id)
left join kinds as k on t.kind = k.kind
where coalesce(k.outcome, 'answered') in ('answered', 'refund')
except
select * exclude (load_id) from store.responses;
