-- load/address_arrivals: what is known of a phone or an e-mail address becomes that of the members who have it now.
--   All who share it have each contact and answer; amounts are those of the first by id, so that none is counted
--   twice.
-- asks: load_id
-- reads: arrivals, moved_contacts, moved_responses, moved_returns, moved_usage, store.answered, store.contacts,
--   store.reports, store.treatments, store.usage
-- writes: store.address_arrivals, store.address_people, store.changed_campaigns, store.contacts, store.responses,
--   store.returns, store.usage
insert into store.changed_campaigns
select t.campaign_key
from store.contacts as k
semi join arrivals as a on k.member_key = a.from_key
inner join store.treatments as t on k.treatment_key = t.treatment_key
union
select r.campaign_key
from store.answered as r
semi join arrivals as a on r.member_key = a.from_key
where r.campaign_key is not null
union
select r.campaign_key
from store.reports as r
semi join arrivals as a on r.member_key = a.from_key
where r.campaign_key is not null;

delete from store.contacts
where member_key in (select a.from_key from arrivals as a);

delete from store.responses
where member_key in (select a.from_key from arrivals as a);

delete from store.returns
where member_key in (select a.from_key from arrivals as a);

delete from store.usage
where member_key in (select a.from_key from arrivals as a);

-- what was loaded under both, the id and the address, is one contact
insert into store.contacts
select n.*
from moved_contacts as n
anti join store.contacts as k
    on
        n.member_key = k.member_key
        and n.treatment_key = k.treatment_key
        and n.contacted_at is not distinct from k.contacted_at
        and n.is_control = k.is_control
        and n.treatment_code is not distinct from k.treatment_code
order by n.treatment_key, n.member_key;

insert into store.responses
select * from moved_responses
order by member_key, responded_at;

insert into store.returns
select * from moved_returns
order by member_key, reported_at;

insert into store.usage
select n.*
from moved_usage as n
anti join store.usage as u on n.member_key = u.member_key and n.month = u.month and n.product = u.product
order by n.member_key, n.month, n.product;

insert into store.address_arrivals
select getvariable('load_id')::integer as load_id
where exists (select 1 from arrivals);

delete from store.address_people
where member_key in (select a.from_key from arrivals as a);

drop table moved_contacts;

drop table moved_responses;

drop table moved_returns;

drop table moved_usage;
