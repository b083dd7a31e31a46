-- load/contacts: takes in a contacts file. A contact is known by member, treatment, time, arm and treatment code. What
--   a file says again is a duplicate; what it adds to a known contact (that it arrived, that it was answered and when
--   first, the larger cost and value) updates it, the same in whatever order files come. What was said wrongly is taken
--   back by loading the campaign anew with --replace.
-- asks: load_id
-- reads: typed, treatment_texts, store.contacts
-- writes: store.contacts; store.former_contacts, those that it changes as they were; temp tally_contacts, one row; on
--   the way: temp repeated, temp merged_repeats, temp view arriving_contacts, temp known_treatments, temp known

-- a hash finds what may be there twice, so that only those rows are compared in full
create or replace temp table repeated as
select
    hash(member_key, treatment_key, contacted_at, is_control, treatment_code) as mark,
    count(*) as contacts,
from typed
group by mark
having count(*) > 1;

create or replace temp table merged_repeats as
select
    t.member_key,
    t.treatment_key,
    t.contacted_at,
    t.is_control,
    t.treatment_code,
    bool_or(t.delivered) as delivered,
    max(t.cost) as cost,
    bool_or(t.responded) as responded,
    min(t.responded_at) as responded_at,
    max(t.value) as value,
from typed as t
semi join repeated as x
    on hash(t.member_key, t.treatment_key, t.contacted_at, t.is_control, t.treatment_code) = x.mark
group by t.member_key, t.treatment_key, t.contacted_at, t.is_control, t.treatment_code;

create or replace temp view arriving_contacts as
select
    t.member_key, t.treatment_key, t.contacted_at, t.is_control, t.treatment_code,
    t.delivered, t.cost, t.responded, t.responded_at, t.value,
from typed as t
anti join repeated as x
    on hash(t.member_key, t.treatment_key, t.contacted_at, t.is_control, t.treatment_code) = x.mark
union all
select *
from merged_repeats;

-- only a treatment that was there before can have a contact that is known
create or replace temp table known_treatments as
select distinct treatment_key,
from treatment_texts
where not is_new;

create or replace temp table known as
select
    a.member_key, a.treatment_key, a.contacted_at, a.is_control, a.treatment_code,
    greatest(a.delivered, k.delivered) as delivered,
    greatest(a.cost, k.cost) as cost,
    greatest(a.responded, k.responded) as responded,
    least(a.responded_at, k.responded_at) as responded_at,
    greatest(a.value, k.value) as value,
    k.rowid as place,
    (greatest(a.delivered, k.delivered) is distinct from k.delivered)
    or (greatest(a.cost, k.cost) is distinct from k.cost)
    or (greatest(a.responded, k.responded) is distinct from k.responded)
    or (least(a.responded_at, k.responded_at) is distinct from k.responded_at)
    or (greatest(a.value, k.value) is distinct from k.value) as is_changed,
from store.contacts as k
inner join arriving_contacts as a
    on
        k.member_key = a.member_key
        and k.treatment_key = a.treatment_key
        and k.contacted_at is not distinct from a.contacted_at
        and k.is_control = a.is_control
        and k.treatment_code is not distinct from a.treatment_code
semi join known_treatments as r on a.treatment_key = r.treatment_key;

insert into store.former_contacts
with altered as (
    select place
    from known
    where is_changed
)

select getvariable('load_id')::integer as _by_load_id, k.*
from store.contacts as k
semi join altered as x on k.rowid = x.place;

delete from store.contacts as k
using known as x
where
    x.is_changed
    and k.member_key = x.member_key
    and k.treatment_key = x.treatment_key
    and k.contacted_at is not distinct from x.contacted_at
    and k.is_control = x.is_control
    and k.treatment_code is not distinct from x.treatment_code;

insert into store.contacts
select a.*, getvariable('load_id')::integer as load_id,
from arriving_contacts as a
anti join known as x
    on
        a.member_key = x.member_key
        and a.treatment_key = x.treatment_key
        and a.contacted_at is not distinct from x.contacted_at
        and a.is_control = x.is_control
        and a.treatment_code is not distinct from x.treatment_code
union all
select * exclude (place, is_changed), getvariable('load_id')::integer as load_id,
from known
where is_changed;

create or replace temp table tally_contacts as
with counted as (
    select
        (select count(*) from typed)
        - (select coalesce(sum(contacts), 0) from repeated)
        + (select count(*) from merged_repeats) as distinct_contacts,
)

select
    distinct_contacts - (select count(*) from known) as kept,
    (select count(*) from known where is_changed) as updated,
from counted;
