-- load/returns: what vendors report of contacts: delivered, failed, opted out. The rest of a file are answers,
--   or tell of money back.
-- asks: load_id
-- reads: typed, named (member_id, member_key), store.campaigns, store.returns, store.reports, kinds
-- writes: store.returns, one row per report; temp tally_returns, one row; store.changed_campaigns, those reported on;
--   on the way: temp new_returns
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

create or replace temp table tally_returns as
select count(*) as kept,
from new_returns;

insert into store.returns
select *, getvariable('load_id')::integer as load_id
from new_returns
order by all;

insert into store.changed_campaigns
select distinct r.campaign_key
from store.reports as r
semi join new_returns as n
    on r.member_key = n.member_key and r.written_code is not distinct from n.treatment_code
where r.campaign_key is not null;
