-- load/responses: takes in the answers of a responses file, and what tells of money back; a row equal in every
--   column to a known one is a duplicate.
-- asks: load_id
-- reads: typed, tally_returns, named (member_id, member_key), store.campaigns, store.responses, store.codes, kinds
-- writes: store.responses; temp tally_responses, one row; store.changed_campaigns, those that the new ones answer; on
--   the way: temp new_responses
create or replace temp table new_responses as
select
    p.member_key, c.campaign_key, t.treatment_code, t.responded_at, t.channel, t.gift, t.kind, t.value,
from typed as t
inner join named as p using (member_id)
left join store.campaigns as c using (campaign_id)
left join kinds as k on t.kind = k.kind
where coalesce(k.outcome, 'answered') in ('answered', 'refund')
except
select * exclude (load_id) from store.responses;

create or replace temp table tally_responses as
select (select count(*) from new_responses) + (select kept from tally_returns) as kept, 0 as updated;

insert into store.responses
select *, getvariable('load_id')::integer as load_id
from new_responses
order by all;

insert into store.changed_campaigns
select distinct coalesce(n.campaign_key, x.campaign_key) as campaign_key
from new_responses as n
left join store.codes as x
    on n.campaign_key is null and n.member_key = x.member_key and n.treatment_code = x.written_code
where coalesce(n.campaign_key, x.campaign_key) is not null;
