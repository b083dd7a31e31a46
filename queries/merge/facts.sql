-- merge/facts: what is known of the ids that become others is of those others from now on, as if every file had named
--   them so. Table by table:
--     contacts, responses, returns, optouts   of the other; what both had the same is there once
--     usage              added up where both used a product in a month
--     changed_campaigns  gains all in which any of them was contacted, answered or was reported on, so that the next
--                        scoring makes their sums anew
--     persons            the id stays, so that it is known again; aliases say who it means today
-- reads: store.contacts, merged_people, store.treatments, store.responses, store.returns, merged_contacts,
--   merged_responses, merged_returns, merged_optouts, merged_usage
-- writes: store.changed_campaigns, store.contacts, store.responses, store.returns, store.optouts and store.usage, as
--   told above
insert into store.changed_campaigns
select distinct t.campaign_key
from store.contacts as k
semi join merged_people as x on k.member_key = x.member_key
inner join store.treatments as t on k.treatment_key = t.treatment_key
union
select r.campaign_key
from store.responses as r
semi join merged_people as x on r.member_key = x.member_key
where r.campaign_key is not null
union
select r.campaign_key
from store.returns as r
semi join merged_people as x on r.member_key = x.member_key
where r.campaign_key is not null;

delete from store.contacts
where member_key in (select x.member_key from merged_people as x);

insert into store.contacts
select * from merged_contacts
order by all;

delete from store.responses
where member_key in (select x.member_key from merged_people as x);

insert into store.responses
select * from merged_responses
order by all;

delete from store.returns
where member_key in (select x.member_key from merged_people as x);

insert into store.returns
select * from merged_returns
order by all;

delete from store.optouts
where member_key in (select x.member_key from merged_people as x);

insert into store.optouts
select * from merged_optouts
order by all;

delete from store.usage
where member_key in (select x.member_key from merged_people as x);

insert into store.usage
select * from merged_usage
order by all;

drop table merged_contacts;

drop table merged_responses;

drop table merged_returns;

drop table merged_optouts;

drop table merged_usage;
