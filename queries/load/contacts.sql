-- load/contacts: takes in a contacts file. A contact is known by member, treatment, time, arm and treatment code. What
--   a file says again is a duplicate; what it adds to a known contact (that it arrived, that it was answered and when
--   first, the larger cost and value) updates it, the same in whatever order files come. What was said wrongly is taken
--   back by loading the campaign anew with --replace.
-- reads: typed, store.persons, store.campaigns, store.treatments, store.contacts
-- writes: store.contacts; temp tally, one row
create or replace temp table arriving_rows as
with treatment as (
    select r.treatment_key, c.campaign_id, r.cell, r.channel, r.product, r.timing, r.gift,
    from store.treatments as r
    inner join store.campaigns as c using (campaign_key)
    semi join typed as t on c.campaign_id = t.campaign_id
)

select
    p.member_key,
    r.treatment_key,
    t.contacted_at,
    t.is_control,
    t.treatment_code,
    t.delivered,
    t.cost,
    t.responded,
    t.responded_at,
    t.value,
from typed as t
inner join store.persons as p on t.member_id = p.member_id
inner join treatment as r
    on
        t.campaign_id = r.campaign_id
        and t.cell is not distinct from r.cell
        and t.channel is not distinct from r.channel
        and t.product is not distinct from r.product
        and t.timing is not distinct from r.timing
        and t.gift is not distinct from r.gift;

-- a hash finds what may be there twice, so that only those rows are compared in full
create or replace temp table repeated as
select hash(member_key, treatment_key, contacted_at, is_control, treatment_code) as mark,
from arriving_rows
group by mark
having count(*) > 1;

create or replace temp view arriving_contacts as
select r.*,
from arriving_rows as r
anti join repeated as x
    on hash(r.member_key, r.treatment_key, r.contacted_at, r.is_control, r.treatment_code) = x.mark
union all
select
    member_key,
    treatment_key,
    contacted_at,
    is_control,
    treatment_code,
    bool_or(delivered) as delivered,
    max(cost) as cost,
    bool_or(responded) as responded,
    min(responded_at) as responded_at,
    max(value) as value,
from arriving_rows as r
semi join repeated as x
    on hash(r.member_key, r.treatment_key, r.contacted_at, r.is_control, r.treatment_code) = x.mark
group by member_key, treatment_key, contacted_at, is_control, treatment_code;

create or replace temp table known as
select
    a.member_key, a.treatment_key, a.contacted_at, a.is_control, a.treatment_code,
    greatest(a.delivered, k.delivered) as delivered,
    greatest(a.cost, k.cost) as cost,
    greatest(a.responded, k.responded) as responded,
    least(a.responded_at, k.responded_at) as responded_at,
    greatest(a.value, k.value) as value,
    (greatest(a.delivered, k.delivered) is distinct from k.delivered)
    or (greatest(a.cost, k.cost) is distinct from k.cost)
    or (greatest(a.responded, k.responded) is distinct from k.responded)
    or (least(a.responded_at, k.responded_at) is distinct from k.responded_at)
    or (greatest(a.value, k.value) is distinct from k.value) as is_changed,
from arriving_contacts as a
inner join store.contacts as k
    on
        a.member_key = k.member_key
        and a.treatment_key = k.treatment_key
        and a.contacted_at is not distinct from k.contacted_at
        and a.is_control = k.is_control
        and a.treatment_code is not distinct from k.treatment_code;

delete from store.contacts as k
using known as x
where
    x.is_changed
    and k.member_key = x.member_key
    and k.treatment_key = x.treatment_key
    and k.contacted_at is not distinct from x.contacted_at
    and k.is_control = x.is_control
    and k.treatment_code is not distinct from x.treatment_code;

create or replace temp table count_before as
select count(*) as contacts,
from store.contacts;

insert into store.contacts
select a.*,
from arriving_contacts as a
anti join known as x
    on
        a.member_key = x.member_key
        and a.treatment_key = x.treatment_key
        and a.contacted_at is not distinct from x.contacted_at
        and a.is_control = x.is_control
        and a.treatment_code is not distinct from x.treatment_code
union all
select * exclude (is_changed),
from known
where is_changed;

create or replace temp table tally as
with counted as (
    select
        (select count(*) from known where is_changed) as updated,
        (select count(*) from store.contacts) - (select contacts from count_before) as inserted,
)

select inserted - updated as kept, updated,
from counted;

drop table arriving_rows;
