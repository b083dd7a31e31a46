-- load/returns: takes in what vendors report of contacts: delivered, failed, opted out.
-- asks: load_id
-- reads: new_returns, store.reports
-- writes: store.changed_campaigns, store.returns
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
