-- load/contacts_met: contacts of a file that are known, with what they are from now on.
-- reads: arriving_contacts, known_treatments, store.contacts
-- writes: temp contacts_met, one row per contact; place is the row of the known one, is_changed whether the file
--   adds to it
create or replace temp table contacts_met as
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
