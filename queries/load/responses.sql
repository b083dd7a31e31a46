-- load/responses: takes in the answers of a responses file, and what tells of money back.
-- asks: load_id
-- reads: new_responses, store.codes, store.own_codes
-- writes: store.changed_campaigns, store.responses
insert into store.responses by name
select *, getvariable('load_id')::integer as load_id
from new_responses
order by all;

insert into store.changed_campaigns
select distinct coalesce(n.campaign_key, x.campaign_key, o.campaign_key) as campaign_key
from new_responses as n
left join store.codes as x
    on n.campaign_key is null and n.member_key = x.member_key and n.treatment_code = x.written_code
left join store.own_codes as o
    on n.campaign_key is null and code_form(coalesce(n.code, n.treatment_code)) = o.form
where coalesce(n.campaign_key, x.campaign_key, o.campaign_key) is not null;
