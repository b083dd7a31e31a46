-- load/contacts: takes in a contacts file. A contact is known by member, treatment, time, arm and treatment code.
--   What a file says again is a duplicate; what it adds to a known contact (that it arrived, that it was answered and
--   when first, the larger cost and value) updates it, the same in whatever order files come. What was said wrongly
--   is taken back by loading the campaign anew with --replace.
-- asks: load_id
-- reads: arriving_contacts, contacts_met, store.contacts
-- writes: store.contacts, store.former_contacts
insert into store.former_contacts
with altered as (
    select place
    from contacts_met
    where is_changed
)

select getvariable('load_id')::integer as _by_load_id, k.*
from store.contacts as k
semi join altered as x on k.rowid = x.place;

delete from store.contacts as k
using contacts_met as x
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
anti join contacts_met as x
    on
        a.member_key = x.member_key
        and a.treatment_key = x.treatment_key
        and a.contacted_at is not distinct from x.contacted_at
        and a.is_control = x.is_control
        and a.treatment_code is not distinct from x.treatment_code
union all
select * exclude (place, is_changed), getvariable('load_id')::integer as load_id,
from contacts_met
where is_changed;
