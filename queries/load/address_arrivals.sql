-- load/address_arrivals: what is known of a phone or an e-mail address becomes that of the members who have it now. All
--   who share it have each contact and answer; amounts are those of the first by id, so that none is counted twice.
-- asks: load_id
-- reads: store.address_people, store.members, store.persons, store.reports, store.contacts, store.treatments,
--   store.answered, store.responses, store.returns, store.usage
-- writes: store.contacts, store.responses, store.returns, store.usage, store.address_people, store.address_arrivals,
--   store.changed_campaigns; on the way: temp arrivals
create or replace temp table arrivals as
with holder as (
    select a.member_key as from_key, m.member_key,
    from store.members as m
    inner join store.address_people as a
        on a.kind = 'phone' and phone_tail(m.phone) = phone_tail(a.address) and is_same_phone(m.phone, a.address)
    union
    select a.member_key as from_key, m.member_key,
    from store.members as m
    inner join store.address_people as a on a.kind = 'email' and lower(m.email) = a.address
)

select
    h.from_key, h.member_key,
    row_number() over (partition by h.from_key order by p.member_id) = 1 as is_first,
from holder as h
inner join store.persons as p on h.member_key = p.member_key
where h.from_key <> h.member_key;

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

create or replace temp table moved_contacts as
select
    k.* replace (
        a.member_key as member_key,
        case when a.is_first then k.cost else 0 end as cost,
        case when a.is_first then k.value end as value
    ),
from store.contacts as k
inner join arrivals as a on k.member_key = a.from_key;

create or replace temp table moved_responses as
select r.* replace (a.member_key as member_key, case when a.is_first then r.value end as value),
from store.responses as r
inner join arrivals as a on r.member_key = a.from_key;

create or replace temp table moved_returns as
select r.* replace (a.member_key as member_key),
from store.returns as r
inner join arrivals as a on r.member_key = a.from_key;

create or replace temp table moved_usage as
select
    u.* replace (
        a.member_key as member_key,
        case when a.is_first then u.revenue end as revenue,
        case when a.is_first then u.volume end as volume
    ),
from store.usage as u
inner join arrivals as a on u.member_key = a.from_key;

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
