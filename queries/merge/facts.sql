-- merge/facts: what is known of the ids that become others is of those others from now on, as if every file had named
--   them so. Table by table:
--     contacts, responses, returns, optouts   of the other; what both had the same is there once
--     usage              added up where both used a product in a month
--     changed_campaigns  gains all in which any of them has a part, so that the next scoring makes their sums anew
--     persons            the id stays, so that it is known again; aliases say who it means today
-- reads: merging, store.*
-- writes: store.changed_campaigns, store.contacts, store.responses, store.returns, store.optouts and store.usage, as
--   told above; on the way: temp merged_people
create or replace temp table merged_people as
select old_key as member_key, new_key,
from merging
union
select new_key as member_key, new_key,
from merging;

create or replace temp table merged_contacts as
select
    x.new_key as member_key,
    k.treatment_key,
    k.contacted_at,
    k.is_control,
    k.treatment_code,
    bool_or(k.delivered) as delivered,
    max(k.cost) as cost,
    bool_or(k.responded) as responded,
    min(k.responded_at) as responded_at,
    max(k.value) as value,
    max(k.load_id) as load_id,
from store.contacts as k
inner join merged_people as x on k.member_key = x.member_key
group by x.new_key, k.treatment_key, k.contacted_at, k.is_control, k.treatment_code;

create or replace temp table merged_responses as
select
    x.new_key as member_key,
    r.campaign_key, r.treatment_code, r.responded_at, r.channel, r.gift, r.kind, r.value, min(r.load_id) as load_id,
from store.responses as r
inner join merged_people as x on r.member_key = x.member_key
group by all;

create or replace temp table merged_returns as
select
    x.new_key as member_key,
    r.campaign_key, r.treatment_code, r.reported_at, r.channel, r.outcome, min(r.load_id) as load_id,
from store.returns as r
inner join merged_people as x on r.member_key = x.member_key
group by all;

create or replace temp table merged_optouts as
select x.new_key as member_key, o.channel, o.opted_out_on, o.action, o.opted_out_at, min(o.load_id) as load_id,
from store.optouts as o
inner join merged_people as x on o.member_key = x.member_key
group by all;

create or replace temp table merged_usage as
select
    x.new_key as member_key, u.month, u.product,
    sum(u.revenue) as revenue, sum(u.volume) as volume, max(u.load_id) as load_id,
from store.usage as u
inner join merged_people as x on u.member_key = x.member_key
group by x.new_key, u.month, u.product;

-- the sums of whoever was contacted, answered or was reported on are made anew, wherever any of them was
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
